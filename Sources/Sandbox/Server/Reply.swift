/// What the server does for a request.
enum Reply: Sendable {
  case answer(Answer)
  case watch(Watch)
}
