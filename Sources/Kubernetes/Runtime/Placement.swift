/// What became of an object that may have one of several names.
package enum Placement: Sendable {
  /// It was created.
  case made(APIObject)
  /// It was there already.
  case found(APIObject)
  /// All names are somebody else's.
  case taken
  /// One that had the name was on its way out: to be tried again.
  case leaving
}
