/// The parts of a pod that its kubelet answers for.
enum PodPart: String, Sendable {
  case attach, exec, log, portforward

  /// What the kubelet calls it.
  var path: String {
    switch self {
    case .attach: "attach"
    case .exec: "exec"
    case .log: "containerLogs"
    case .portforward: "portForward"
    }
  }
}
