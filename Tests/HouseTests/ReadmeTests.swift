import KubernetesAPI
import Ownership
import Testing

/// What the README says that the code says too.
@Suite struct `The README` {
  @Test func `names every filtered resource`() throws {
    let rows = try Readme.read().table(under: "What is filtered").column(0)
    let expected = FilteredResource.allCases.map { resource in
      let (group, plural) = (resource.groupResource.group, resource.groupResource.resource)
      let versions = resource.versions.joined(separator: ",")
      let version = resource.versions.count == 1 ? versions : "{\(versions)}"
      return group.isEmpty ? "`/api/\(version)/\(plural)`" : "`/apis/\(group)/\(version)/\(plural)`"
    }
    #expect(rows == expected)
  }

  @Test func `draws the arrows between the rooms`() throws {
    let table = try Readme.read().table(under: "The rooms")
    let drawn = table.rows.map { row in
      let arrows = row[1].split(separator: ",").map { $0.trimmingPrefix(" ") }
      return (row[0].filter { $0 != "`" }, Set(arrows.map(String.init)))
    }
    let rooms = Dictionary(drawn) { first, _ in first }
    // Libraries from elsewhere are no rooms.
    let expected = `The walls`.arrows.mapValues { $0.subtracting(["ArgumentParser", "Logging"]) }
    #expect(rooms == expected)
  }

  @Test func `leads to files that are there`() throws {
    let text = try Tree.text("README.md")
    let links = text.matches(of: /\]\(([^)#:]+)\)/).map { String($0.1) }
    #expect(links.filter { !Tree.exists($0) } == [])
    #expect(!links.isEmpty)
  }

  @Test func `names every target of make`() throws {
    let makefile = try Tree.text("Makefile")
    let targets = makefile.matches(of: #/(?m)^([a-z-]+):.*## /#).map { String($0.1) }
    let readme = try Tree.text("README.md")
    #expect(targets.contains("test"))
    for target in targets where target != "help" {
      #expect(readme.contains("make \(target)"), "make \(target)")
    }
  }
}
