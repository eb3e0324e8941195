import Kubernetes
import Testing

struct ServerAddressTests {
  @Test(arguments: [
    ("https://10.0.0.1:6443", "10.0.0.1", 6443, "", "10.0.0.1:6443"),
    ("https://api.example.com", "api.example.com", 443, "", "api.example.com"),
    ("HTTPS://api.example.com:/", "api.example.com", 443, "", "api.example.com"),
    (
      "https://api.example.com:443/k8s/clusters/c-1/", "api.example.com", 443, "/k8s/clusters/c-1",
      "api.example.com"
    ),
    ("https://[::1]:6443/", "::1", 6443, "", "[::1]:6443"),
    ("https://[fd00::1]", "fd00::1", 443, "", "[fd00::1]"),
  ])
  func `reads`(
    _ url: String, _ host: String, _ port: UInt16, _ path: String, _ authority: String
  ) throws {
    let address = try ServerAddress(url: url)
    #expect(address == ServerAddress(host: host, port: port, basePath: path))
    #expect(address.authority == authority)
  }

  @Test(arguments: [
    "", "10.0.0.1:6443", "http://10.0.0.1", "https://", "https:///a", "https://:6443",
    "https://a:0", "https://a:65536", "https://a:+1", "https://a:6443x", "https://a:1:2",
    "https://u:p@a", "https://a?b", "https://a#b", "https://[::1", "https://[::1]6443",
    "https://a b", "https://a\n", "https://\u{e9}", "unix:///run/a",
  ])
  func `refuses`(_ url: String) {
    #expect(throws: AccessError.self) { try ServerAddress(url: url) }
  }
}
