import Glibc
import JSON
import KubernetesAPI

@testable import Proxy

/// What is fuzzed, by the names of the folders of the corpus.
enum Fuzzed: String, CaseIterable {
  case list, table, watch
  case tableWatch = "table-watch"
  case protobufList = "protobuf-list"
  case protobufWatch = "protobuf-watch"
  case protobufBody = "protobuf-body"

  /// What the environment names.
  static let chosen: Fuzzed = {
    let name = unsafe getenv("FILTER").map { unsafe String(cString: $0) } ?? ""
    guard let chosen = Fuzzed(rawValue: name) else {
      fail("FILTER is none of \(allCases.map(\.rawValue))")
    }
    return chosen
  }()

  /// Small, so that inputs reach it.
  private static let maximum = 1 << 14

  /// Tries one input.
  func run(_ bytes: [UInt8]) {
    switch self {
    case .list: Self.json(bytes, isWatch: false, stripsObjects: false)
    case .table: Self.json(bytes, isWatch: false, stripsObjects: true)
    case .watch: Self.json(bytes, isWatch: true, stripsObjects: false)
    case .tableWatch: Self.json(bytes, isWatch: true, stripsObjects: true)
    case .protobufList: Self.protobuf(bytes, isWatch: false)
    case .protobufWatch: Self.protobuf(bytes, isWatch: true)
    case .protobufBody: Self.body(bytes)
    }
  }

  private static func json(_ bytes: [UInt8], isWatch: Bool, stripsObjects: Bool) {
    func filter(strips: Bool = false) -> any AnswerFilter {
      JSONAnswer.filter(
        isWatch: isWatch, readsLabels: true, stripsObjects: strips, maximumItem: maximum)
    }
    let trial = Trial(bytes) { filter() }
    trial.checkAgain { filter() }
    if trial.error == nil || isWatch {
      for text in isWatch ? Trial.lines(trial.output) : [trial.output] {
        trial.checkNames(JSONNames.of(text, isWatch: isWatch))
      }
    }
    // Without its objects an answer cannot be judged again.
    if stripsObjects { _ = Trial(bytes) { filter(strips: true) } }
  }

  private static func protobuf(_ bytes: [UInt8], isWatch: Bool) {
    let filter = {
      ProtobufAnswer.filter(watch: isWatch, readsLabels: true, maximumHeld: maximum)
    }
    let trial = Trial(bytes, by: filter)
    trial.checkAgain(by: filter)
    if isWatch {
      for frame in ProtobufNames.frames(trial.output) {
        trial.checkNames(ProtobufNames.event(frame))
      }
    } else if trial.error == nil {
      trial.checkNames(ProtobufNames.list(trial.output))
    } else if !trial.output.isEmpty {
      fail("a list that is refused lets something out")
    }
  }

  /// A body becomes JSON that can be read, and a Status what is written of it again.
  private static func body(_ bytes: [UInt8]) {
    if let json = try? ProtobufBody.json(bytes) {
      guard let again = try? JSONValue(parsing: json.encoded()), again == json else {
        fail("a body that is no JSON")
      }
    }
    if let status = try? Status(protobuf: bytes.span) {
      guard let again = try? Status(protobuf: status.encodedProtobuf().span), again == status else {
        fail("a Status that is another when it is written")
      }
    }
  }
}
