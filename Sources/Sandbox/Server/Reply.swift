/// What the server does for a request.
enum Reply: Sendable {
  case answer(Answer)
  case watch(Watch)
  /// A kubelet answers.
  case kubelet(KubeletRequest)
}
