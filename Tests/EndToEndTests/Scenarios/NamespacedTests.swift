import Foundation
import Harness
import Testing

extension EndToEnd {
  @Suite struct `Objects in namespaces` {
    @Test(arguments: Client.all)
    func `an owner makes, reads and deletes`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let name = "scratch-\(UUID().uuidString.lowercased())"
      let made = try await cluster.kubectl(
        "-n oil-development create configmap \(name) --from-literal=colour=green", as: .alice,
        from: client)
      #expect(made == Finished(exitCode: 0, output: "configmap/\(name) created\n", errors: ""))
      let read = "-n oil-development get configmap \(name) -o json"
      let answer = try await cluster.kubectl(read, as: .alice, from: client)
      let direct = try await cluster.kubectl(read, as: .alice, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.output.contains(#""colour": "green""#))
      let patched = try await cluster.kubectl(
        ["-n", "oil-development", "patch", "configmap", name, "-p", #"{"data":{"size":"1"}}"#],
        as: .alice, from: client)
      #expect(patched.exitCode == 0, "\(patched.errors)")
      let deleted = try await cluster.kubectl(
        "-n oil-development delete configmap \(name)", as: .alice, from: client)
      #expect(deleted.exitCode == 0, "\(deleted.errors)")
      let gone = try await cluster.kubectl(read, as: .alice, from: client)
      #expect(gone.errors.contains("(NotFound)"))
    }

    @Test(arguments: Client.all, ["", "--server-side"])
    func `an owner applies and applies again`(client: Client, flag: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let name = "applied-\(UUID().uuidString.lowercased())"
      for (data, outcome) in [("a: one", "created"), ("a: two", "configured")] {
        let answer = try await cluster.kubectl(
          "-n oil-development apply -f - \(flag)", as: .alice, from: client,
          input: """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: \(name)}
            data: {\(data)}
            """)
        let verb = flag.isEmpty ? outcome : "serverside-applied"
        #expect(answer == Finished(exitCode: 0, output: "configmap/\(name) \(verb)\n", errors: ""))
      }
      let value = try await cluster.kubectl(
        "-n oil-development get configmap \(name) -o jsonpath={.data.a}", as: .alice, from: client,
        .direct)
      #expect(value.output == "two")
      _ = try await cluster.kubectl(
        "-n oil-development delete configmap \(name)", as: .alice, from: client)
    }

    @Test(arguments: Client.all)
    func `a watch tells of each change when it happens`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let name = "watched-\(UUID().uuidString.lowercased())"
      let path = try cluster.kubeconfig(of: .alice, with: client.credential, .proxy)
      let words = ["-n", "oil-development", "get", "configmaps", "--watch", "-o", "name"]
      let watch = try client.kubectl.start(words, kubeconfig: path, in: cluster.run)
      // What is there already comes first; the watch goes on from there.
      try await eventually("the list") { watch.output.contains("kube-root-ca.crt") }
      for (command, events) in [("create", 1), ("delete", 2)] {
        _ = try await cluster.kubectl(
          "-n oil-development \(command) configmap \(name)", as: .alice, from: client, .direct)
        try await eventually("the watch to tell of \(command)", within: .seconds(10)) {
          watch.output.split(separator: "\n").count { $0.hasSuffix(name) } == events
        }
      }
      await watch.stop()
    }

    @Test(
      arguments: Client.all, ["-n gas-production get configmaps", "get secrets -A", "get pods"])
    func `what the API server forbids stays forbidden`(
      client: Client, command: String
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl(command, as: .alice, from: client)
      let direct = try await cluster.kubectl(command, as: .alice, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.exitCode == 1 && answer.errors.contains("(Forbidden)"))
    }
  }
}
