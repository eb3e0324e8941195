/// What a server answered, or what a command said.
struct Reply: Sendable {
  var head = ""
  var body: [UInt8] = []
  var isProtobuf = false
}
