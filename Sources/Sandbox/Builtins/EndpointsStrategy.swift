import JSON

/// Endpoints (`pkg/apis/core/v1/defaults.go`).
struct EndpointsStrategy: Strategy {
  var judgesMetadataAgain: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    object.changeItems(["subsets"]) { subset in
      subset.changeItems(["ports"]) { $0.setDefault(["protocol"], "TCP") }
    }
  }
}
