package import Ownership

/// What an exchange needs to ask as a widened caller and to show the caller's part of the answer.
package struct Filtering: Sendable {
  /// What is asked for.
  package enum Form: Sendable, Hashable {
    /// Any number of objects.
    case list
    /// The one object of this name, in a list of at most one.
    case listOfOne(String)
    /// The one object of this name, as itself.
    case object(String)
    /// Events of whatever is the caller's.
    case watch
  }

  /// What the caller's part of the resource was when this was decided, as its view tells it.
  package struct Standing: Sendable, Hashable {
    /// ``View/fingerprint(of:for:)``.
    package var fingerprint: UInt64
    /// ``View/lastChange(of:for:)``.
    package var lastChange: UInt64
  }

  /// What of a list is asked for, where it comes in pages.
  package struct Page: Sendable, Hashable {
    /// The most items the client takes at once; nil for all there are.
    package var limit: Int?
    /// The token of the page before, as the client sent it; nil on the first page.
    package var token: String?

    /// What every token that the proxy gave out begins with, and none of the API server's, whose
    /// tokens are base64 of JSON.
    package static let tokenPrefix = "bwk1."

    /// What the API server says of a token that cannot be used any more (etcd3/errors.go).
    package static let expired =
      "The provided continue parameter is too old to display a consistent list result. You can "
      + "start a new list without the continue parameter."

    /// Creates what is asked for.
    package init(limit: Int?, token: String? = nil) {
      self.limit = limit
      self.token = token
    }
  }

  /// The resource.
  package var resource: FilteredResource
  /// What the caller is shown; nil shows nothing.
  package var selection: Selection?
  /// What is asked for.
  package var form: Form
  /// Whether an answer without the object leads to the request being passed as the caller.
  ///
  /// It does when the object's labels would have decided: then the caller must not be able to tell
  /// an object that is not there from one that is not theirs, and the API server's own refusal is
  /// the answer to both. When the name alone decides, absence is told as it is.
  package var emptyMeansPass: Bool
  /// The group that is added to the caller's own.
  package var wideningGroup: String
  /// The target sent upstream, in origin form.
  package var target: String
  /// The value of the `Accept` field sent upstream.
  package var accept: String
  /// The page that is asked for; nil when the whole list is.
  package var page: Page?
  /// Whether the rows of a Table lose their objects on the way back: they were asked for only to
  /// tell the rows apart.
  package var stripsObjects = false

  /// What the caller had when this was decided.
  package var standing = Standing(fingerprint: 0, lastChange: 0)
  /// The version that the client goes on from; nil where it names none, or 0 for any.
  package var resourceVersion: String?

  /// Whether the caller's claim is to the name itself, whatever the object's labels are.
  package var nameDecides: Bool { isOfOne && !emptyMeansPass }

  /// Whether an object in the answer that is not selected leads to the request being passed.
  ///
  /// Where one object is asked for, showing nothing would not do: by the cluster's own rules the
  /// caller may see it, and if not, the API server's refusal is the answer.
  package var hiddenMeansPass: Bool { isOfOne }

  private var isOfOne: Bool {
    switch form {
    case .list, .watch: false
    case .listOfOne, .object: true
    }
  }
}
