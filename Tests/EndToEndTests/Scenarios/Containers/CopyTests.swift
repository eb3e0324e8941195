import Foundation
import Harness
import Testing

extension EndToEnd {
  @Suite struct `Files of containers` {
    /// Some MB that no pattern repeats.
    private static let bytes: [UInt8] = {
      var state: UInt64 = 0x9E37_79B9_7F4A_7C15
      return (0..<5_000_011).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state)
      }
    }()

    @Test(arguments: StreamingClient.each)
    func `are copied there and back as they are`(from streaming: StreamingClient) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let folder = try machines.cluster.run.folder.folder("copy-\(pod)")
      let sent = try folder.write(Self.bytes, to: "sent")
      let received = folder.file("received")
      for words in [
        ["cp", sent, "\(Machines.namespace)/\(pod):data"],
        ["cp", "\(Machines.namespace)/\(pod):data", received],
      ] {
        let answer = try await machines.kubectl(words, from: streaming)
        #expect(answer.exitCode == 0 && answer.errors.isEmpty, "\(words): \(answer.errors)")
      }
      let came = try Data(contentsOf: URL(fileURLWithPath: received))
      #expect(came == Data(Self.bytes))
      let upgrades = machines.kubelet.requests(of: pod).map(\.upgrade)
      #expect(upgrades.allSatisfy { $0 == streaming.upgrade.rawValue }, "\(upgrades)")
    }
  }
}
