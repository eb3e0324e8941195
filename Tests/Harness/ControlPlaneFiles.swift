/// The files of a control plane.
struct ControlPlaneFiles: Sendable {
  let folder: Folder
  let serving: Authority.Pair
  /// Whose key signs the tokens of service accounts.
  let accounts: Authority.Pair
  let authority: Authority
}
