import Testing

@testable import Controllers

/// What `--controllers` says.
@Suite struct `The selection of controllers` {
  @Test(
    arguments: [
      ("*", [.tenants, .dispatch, .federation], []),
      ("*,-tenants", [.dispatch, .federation], []),
      ("-tenants", [.dispatch, .federation], []),
      ("dispatch", [.dispatch], [.dispatch]),
      ("dispatch, tenants", [.dispatch, .tenants], [.dispatch, .tenants]),
      ("tenants,-tenants", [], []),
      ("*,tenants", [.tenants, .dispatch, .federation], [.tenants]),
      ("", [], []),
    ] as [(String, Set<ControllerName>, Set<ControllerName>)])
  func `is a list of names`(
    text: String, enabled: Set<ControllerName>, named: Set<ControllerName>
  ) throws {
    let selection = try ControllerSelection(text)
    #expect(selection.enabled == enabled)
    #expect(selection.named == named)
  }

  @Test(arguments: ["tenant", "-x", "**", "dispatch,,x"])
  func `names nothing that there is not`(text: String) {
    #expect(throws: UnknownController.self) { try ControllerSelection(text) }
  }
}
