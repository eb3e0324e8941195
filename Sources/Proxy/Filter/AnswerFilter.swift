internal import JSON

/// Turns the bytes of an answer to a widened request into the caller's part of them.
///
/// It is the only way in which such bytes reach a client, and it fails closed: nothing of an item
/// goes out before all of the item was read, and after an error nothing goes out any more. Errors,
/// and what ends a watch by itself, leave `output` holding only what may be sent.
protocol AnswerFilter: AnyObject {
  /// How many items went through.
  var keptItems: Int { get }

  /// How many items were dropped.
  var hiddenItems: Int { get }

  /// Takes the next bytes and appends what may go out.
  ///
  /// `keep` is asked once about each item, or about the object of each event, in order.
  func push(
    _ bytes: RawSpan, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError)

  /// Ends the answer, and appends what was held back until here.
  ///
  /// Throws unless exactly one whole list was seen, or only whole events.
  func finish(into output: inout [UInt8]) throws(FilterError)
}
