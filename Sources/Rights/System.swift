/// A system whose objects the program's controllers keep.
package enum System: String, CaseIterable, Sendable {
  case tenants, dispatch, federation
}
