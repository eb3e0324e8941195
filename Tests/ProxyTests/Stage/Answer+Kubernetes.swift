import KubernetesAPI
import TestSupport

extension TestServer.Answer {
  init(status: Int = 200, bytes: [UInt8]) {
    self.init(status: status)
    body = bytes
  }

  /// The refusal in an API server's words.
  static func forbidden(_ asked: ResourceRequest, _ user: String) -> TestServer.Answer {
    .init(
      status: 403,
      bytes: Status.forbidden(asked, by: UserInfo(username: user)).encoded())
  }

  static func notFound(_ asked: ResourceRequest) -> TestServer.Answer {
    .init(
      status: 404,
      bytes: Status.notFound(asked.groupResource, name: asked.name).encoded())
  }

  /// Bytes that are no answer of this server's making, after which the connection closes.
  static func raw(_ text: String) -> TestServer.Answer {
    var answer = TestServer.Answer()
    answer.raw = Array(text.utf8)
    return answer
  }

  /// A body in chunks, one write each.
  static func chunks(_ texts: [String]) -> TestServer.Answer {
    var answer = TestServer.Answer()
    answer.chunks = texts.map { Array($0.utf8) }
    return answer
  }

  /// The answer with these fields and no others.
  func with(_ fields: (String, String)...) -> TestServer.Answer {
    var answer = self
    answer.fields = fields
    return answer
  }

  func after(_ delay: Duration) -> TestServer.Answer {
    var answer = self
    answer.delay = delay
    return answer
  }
}
