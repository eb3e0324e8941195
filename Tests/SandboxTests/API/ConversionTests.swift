import Testing

@testable import Sandbox

struct ConversionTests {
  @Test(arguments: [
    (
      "json: cannot unmarshal number into Go struct field ConfigMap.data of type string",
      "cannot convert int64 to string"
    ),
    (
      "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32",
      "cannot convert float64 to int32"
    ),
    (
      "json: cannot unmarshal string into Go struct field ConfigMap.data of type map[string]string",
      "cannot restore map from string"
    ),
    (
      "json: cannot unmarshal object into Go struct field PodSpec.containers of type []v1.Container",
      "cannot restore slice from map"
    ),
    (
      "json: cannot unmarshal bool into Go struct field Pod.spec of type v1.PodSpec",
      "cannot restore struct from: bool"
    ),
    ("quantities must match", "quantities must match"),
  ])
  func `A decoder's complaint is told as a conversion's`(complaint: String, reason: String) {
    #expect(Conversion.reason(complaint) == reason)
  }
}
