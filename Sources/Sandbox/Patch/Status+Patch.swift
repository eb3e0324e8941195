import KubernetesAPI

extension Status {
  /// 422 for a patch that does not fit the object.
  ///
  /// The API server keeps the reason to itself: `NewGenericServerResponse` has its own words
  /// (`apimachinery/pkg/api/errors`).
  static let unfitPatch = Status(
    code: 422, reason: "Invalid",
    message: "the server rejected our request due to an error in our request", details: Details())

  /// 413: a request asks for too much at once.
  static func tooLarge(_ message: String) -> Status {
    Status(
      code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: \(message)")
  }

  /// 500 for an error that is no answer, as `ErrorToAPIStatus` tells it: without a reason.
  static func unexpected(_ message: String) -> Status {
    Status(code: 500, reason: "", message: message)
  }
}
