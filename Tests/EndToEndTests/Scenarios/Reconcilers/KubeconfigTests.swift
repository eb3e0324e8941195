import Foundation
import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// `bailiwick kubeconfig`, and kubectl with what it wrote.
  @Suite struct `A kubeconfig for somebody` {
    @Test(arguments: Ground.all)
    func `leads a Dispatch user through the proxy`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      try await user.becomeReady()
      let written = try await user.command()
      #expect(written.exitCode == 0, "\(written.errors)")
      #expect(written.errors.contains("the token is good until 20"), "\(written.errors)")
      try await Self.works(written.output, for: user)
    }

    @Test(arguments: Ground.all)
    func `leads a federated cluster through the proxy`(ground: Ground) async throws {
      let guest = try await Granted.cluster(ground)
      try await guest.becomeReady()
      let written = try await guest.command(["--duration", "10m"])
      #expect(written.exitCode == 0, "\(written.errors)")
      try await Self.works(written.output, for: guest)
    }

    @Test(arguments: Ground.all)
    func `lets kubectl ask for tokens`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      try await user.becomeReady()
      let written = try await user.command(["--exec", "--duration", "30m"])
      #expect(written.exitCode == 0 && written.errors.isEmpty, "\(written.errors)")
      #expect(written.output.contains("client.authentication.k8s.io/v1"))
      #expect(!written.output.contains("token:"))
      try await Self.works(written.output, for: user)
      let credential = try await user.command(["--output", "credential"])
      let value = try JSONValue(parsing: Array(credential.output.utf8))
      #expect(value["kind"] == "ExecCredential")
      #expect(value["status"]?["expirationTimestamp"]?.string?.hasSuffix("Z") == true)
    }

    @Test(arguments: Ground.all)
    func `names another namespace where it is told to`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      try await user.becomeReady()
      let written = try await user.command(["--namespace", "oil-production"])
      let answer = try await user.kubectl(
        "config view --minify -o jsonpath={..namespace}", with: written.output)
      #expect(answer.output == "oil-production")
    }

    @Test(arguments: Ground.all)
    func `goes into the one that is there`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      try await user.becomeReady()
      let folder = try user.cluster.run.folder.folder("home-\(user.name)")
      let real = try folder.write(
        Folder.text(of: user.cluster.kubeconfig(of: .alice, with: .token, .proxy)), to: "real")
      let link = folder.file("config")
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real")
      let environment = ["KUBECONFIG": "\(link):/nowhere", "HOME": folder.path]
      for _ in 1...2 {
        let merged = try await user.command(["--merge"], environment: environment)
        #expect(merged.exitCode == 0 && merged.output.isEmpty, "\(merged.errors)")
        #expect(merged.errors.contains(link) && merged.errors.contains(user.context))
      }
      #expect(Folder.names(in: folder.path).sorted() == ["config", "real"])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real")
      let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      let text = Folder.text(of: link)
      let names = try await user.kubectl("config get-contexts -o name", with: text)
      #expect(Set(names.lines) == ["here", user.context])
      #expect(try await user.kubectl("config current-context", with: text).lines == ["here"])
      let alice = try await user.kubectl("get namespaces -o name", with: text)
      #expect(alice.lines.contains("namespace/oil-production"))
      let own = try await user.kubectl(
        "--context \(user.context) auth can-i create pods", with: text)
      #expect(own.lines == ["yes"], "\(own.errors)")
    }

    @Test(arguments: Ground.all)
    func `is the first one where there is none`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      try await user.becomeReady()
      let home = user.cluster.run.folder.file("new-home-\(user.name)")
      let merged = try await user.command(["--merge"], environment: ["HOME": home])
      #expect(merged.exitCode == 0, "\(merged.errors)")
      try await Self.works(Folder.text(of: home + "/.kube/config"), for: user)
    }

    @Test(arguments: Ground.all)
    func `spoils no other`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      try await user.becomeReady()
      let folder = try user.cluster.run.folder.folder("spoilt-\(user.name)")
      for (text, word) in [
        ("clusters: [", "YAML"), ("kind: Pod\n", "kind is Pod"), ("a: 1\n---\nb: 2\n", "documents"),
        ("clusters: []\n", "lock is there"),
      ] {
        let file = try folder.write(text, to: "config")
        if word.hasPrefix("lock") { try folder.write("", to: "config.lock") }
        let refused = try await user.command(["--merge"], environment: ["KUBECONFIG": file])
        #expect(refused.exitCode == 1 && refused.output.isEmpty)
        #expect(refused.errors.contains(word) && refused.errors.contains(file), "\(refused.errors)")
        #expect(Folder.text(of: file) == text)
      }
      #expect(Folder.names(in: folder.path).sorted() == ["config", "config.lock"])
    }

    @Test(arguments: Ground.all)
    func `tells what is missing`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      let silent = try await user.command()
      #expect(silent.exitCode == 1 && silent.output.isEmpty)
      #expect(silent.errors.contains("object-of-\(user.name)"), "\(silent.errors)")
      #expect(silent.errors.contains("no controller has said anything"), "\(silent.errors)")
      try await user.report([:], ready: "False", "NamespaceTaken", "it is another's")
      let taken = try await user.command()
      #expect(taken.exitCode == 1)
      #expect(taken.errors.contains("Ready is False, NamespaceTaken: it is another's"))
      try await user.report(
        ["serviceAccount": .string(user.name)], ready: "False", "NamespaceTaken", "one of two")
      let gone = try await user.command()
      #expect(gone.exitCode == 1)
      #expect(gone.errors.contains("dispatch/\(user.name)"), "\(gone.errors)")
      try await user.cluster.admin("-n dispatch create serviceaccount \(user.name)")
      let partly = try await user.command()
      #expect(partly.exitCode == 0 && !partly.output.isEmpty)
      #expect(partly.errors.contains("NamespaceTaken: one of two"), "\(partly.errors)")
    }

    @Test(arguments: Ground.all)
    func `is for nobody else, whatever a status says`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      try await user.becomeReady()
      try await user.cluster.admin("-n dispatch create serviceaccount other-of-\(user.name)")
      try await user.report(
        ["serviceAccount": .string("other-of-\(user.name)")], ready: "True", "Granted", "")
      let other = try await user.command()
      #expect(other.exitCode == 1 && other.output.isEmpty, "\(other.errors)")
      let guest = try await Granted.cluster(ground)
      try await guest.becomeReady()
      try await guest.cluster.admin("annotate namespace \(guest.home) bailiwick.dev/claimant-")
      let foreign = try await guest.command()
      #expect(foreign.exitCode == 1 && foreign.output.isEmpty)
      #expect(foreign.errors.contains("was not made for it"), "\(foreign.errors)")
    }

    @Test(arguments: Ground.all)
    func `tells who there is, and who may not ask`(ground: Ground) async throws {
      let user = try await Granted.user(ground)
      try await user.becomeReady()
      let other = Granted(
        cluster: user.cluster, name: "nobody@example.com", home: "dispatch", work: "")
      let missing = try await other.command()
      #expect(missing.exitCode == 1 && missing.output.isEmpty)
      #expect(missing.errors.contains("spec.userID nobody@example.com"), "\(missing.errors)")
      let mallory = try user.cluster.kubeconfig(of: .mallory, with: .token, .direct)
      let refused = try await user.command(["--kubeconfig", mallory])
      #expect(refused.exitCode == 1 && refused.output.isEmpty)
      #expect(refused.errors.contains("403") && refused.errors.contains("dispatchusers.netsys.io"))
    }

    @Test(arguments: [
      ["--server", "https://p"], ["--user", "a", "--cluster", "b", "--server", "https://p"],
      ["--user", "a"], ["--user", "a", "--server", "http://p"],
      ["--user", "a", "--server", "https://p", "--duration", "9m"],
      ["--user", "a", "--server", "https://p", "--duration", "1"],
      ["--user", "a", "--server", "https://p", "--exec"],
      ["--user", "a", "--output", "credential", "--merge"],
    ])
    func `is refused for wrong words`(words: [String]) async throws {
      let run = try Run("bailiwick-e2e")
      let answer = try await run.run(BuiltProgram.bailiwick, ["kubeconfig"] + words)
      #expect(answer.exitCode == 64 && answer.output.isEmpty && !answer.errors.isEmpty)
    }

    /// That kubectl gets through the proxy as the service account, and may there what it was given.
    private static func works(_ kubeconfig: String, for somebody: Granted) async throws {
      let server = try await somebody.kubectl(
        "config view --minify -o jsonpath={..server}", with: kubeconfig)
      #expect(server.output == somebody.cluster.proxy.url)
      let name = try await somebody.kubectl(
        "auth whoami -o jsonpath={.status.userInfo.username}", with: kubeconfig)
      #expect(
        name.output == "system:serviceaccount:\(somebody.home):\(somebody.name)", "\(name.errors)")
      // No namespace is named: it is the one that was granted.
      let made = try await somebody.kubectl("create configmap made", with: kubeconfig)
      #expect(made.exitCode == 0, "\(made.errors)")
      let there = try await somebody.cluster.admin("-n \(somebody.work) get configmap made -o name")
      #expect(there == "configmap/made\n")
      let elsewhere = try await somebody.kubectl(
        "-n oil-production get configmaps", with: kubeconfig)
      #expect(elsewhere.exitCode == 1 && elsewhere.errors.contains("Forbidden"))
    }
  }
}
