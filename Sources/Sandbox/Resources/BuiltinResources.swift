/// The resources every server has.
enum BuiltinResources {
  static let all: [Resource] = []
}
