import Harness
import Testing

extension EndToEnd.Reconcilers {
  /// The chart on an API server; the house looks at what it makes of the files of `config`.
  @Suite struct `The chart` {
    private static let hers = [
      "namespace/gas-marketing", "namespace/oil-development", "namespace/oil-production",
    ]

    @Test(
      .enabled(if: Tool.helm.isThere, "Helm is not here: make deps"),
      arguments: Ground.all, ["legacy", "constrained"])
    func `installs what the program needs, and an upgrade keeps what it made up`(
      ground: Ground, impersonation: String
    ) async throws {
      let release = try await Release(on: ground)
      try await release.helm("install", "impersonation=\(impersonation)")
      try await release.addTenants()
      let (arguments, certificate) = (
        try await release.arguments(), try await release.certificate()
      )
      #expect(arguments.contains { $0.hasPrefix("--group-prefix=bailiwick-") })
      #expect(Set(certificate.keys) == ["ca.crt", "tls.crt", "tls.key"])
      #expect(try await release.namespacesOfAlice() == Self.hers)

      try await release.helm("upgrade", "impersonation=\(impersonation)", "writes.enabled=true")
      #expect(try await release.arguments() == arguments)
      #expect(try await release.certificate() == certificate)
      #expect(try await release.namespacesOfAlice() == Self.hers)

      try await release.uninstall()
      let rights = try await release.admin("get", "clusterroles,clusterrolebindings", "-o", "name")
      #expect(rights.contains("system:") && !rights.contains("bailiwick"))
      let tenants = try await release.admin("get", "tenants", "-o", "name")
      #expect(tenants.contains("/oil\n"))
      await release.stop()
    }

    @Test(
      .enabled(if: Tool.helm.isThere, "Helm is not here: make deps"), arguments: Ground.real)
    func `takes callers' certificates by what the API server does`(ground: Ground) async throws {
      let release = try await Release(on: ground)
      try await release.helm("install")
      #expect(
        try await release.arguments().contains(
          "--client-ca-file=/etc/bailiwick/client-ca/ca.crt"))
      #expect(try await release.clientAuthority()?.contains(release.authority) == true)
      await release.stop()
    }
  }
}
