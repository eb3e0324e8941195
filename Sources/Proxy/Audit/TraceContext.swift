internal import Wire

/// The trace that a request belongs to, by the fields of W3C's Trace Context
/// (https://www.w3.org/TR/trace-context-1/).
///
/// What a client sends passes upstream as it came. A field that cannot be read is replaced by the
/// beginning of a new trace, as section 4.3 wants, and what other systems keep with it goes with it:
/// so nothing behind this program reads what this program did not. Where there is none, none is begun.
enum TraceContext {
  private static let fieldName = Array("traceparent".utf8)
  /// Bytes of a value of version 00.
  private static let length = 55
  /// Where the trace's identifier is, and that of the part that sends the request.
  private static let (trace, parent) = (3..<35, 36..<52)

  /// Settles which trace the request belongs to, and gives its identifier: 32 digits, or nothing.
  static func settle(_ fields: inout Fields, traceID: inout [UInt8]) {
    if !traceID.isEmpty { traceID.removeAll(keepingCapacity: true) }
    let count = fields.count(of: .traceparent)
    guard count > 0 else { return }
    let isKept =
      count == 1
      && fields.withFirst(.traceparent) { value in
        guard isValid(value) else { return false }
        for index in trace { traceID.append(value[index]) }
        return true
      } ?? false
    guard !isKept else { return }
    fields.remove(.traceparent)
    fields.remove(.tracestate)
    begin(&fields, &traceID)
  }

  /// Begins a new trace, which nobody is asked to record.
  private static func begin(_ fields: inout Fields, _ traceID: inout [UInt8]) {
    traceID = Array(Hex.encode(RandomBytes.make(16)).utf8)
    let parent = Array(Hex.encode(RandomBytes.make(8)).utf8)
    let value = Array("00-".utf8) + traceID + Array("-".utf8) + parent + Array("-00".utf8)
    let name = fieldName
    do throws(HTTPError) {
      try fields.append(name: name.span, value: value.span)
    } catch {
      // Digits and dashes can always be written.
    }
  }

  /// Whether a value can be read: in version 00 whole, and in a later one as far as that goes
  /// (sections 3.2 and 4.3 there).
  static func isValid(_ value: Span<UInt8>) -> Bool {
    guard value.count >= length else { return false }
    let isFirst = value[0] == UInt8(ascii: "0") && value[1] == UInt8(ascii: "0")
    let isNone = value[0] == UInt8(ascii: "f") && value[1] == UInt8(ascii: "f")
    guard !isNone, value.count == length || !isFirst && value[length] == dash else { return false }
    for index in 0..<length {
      let isDash = index == 2 || index == 35 || index == 52
      guard isDash ? value[index] == dash : isDigit(value[index]) else { return false }
    }
    return !isZero(value, trace) && !isZero(value, parent)
  }

  private static let dash = UInt8(ascii: "-")

  private static func isDigit(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x61...0x66 ~= byte
  }

  private static func isZero(_ value: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.allSatisfy { value[$0] == UInt8(ascii: "0") }
  }
}
