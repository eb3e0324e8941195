import JSON

/// HorizontalPodAutoscalers (`pkg/apis/autoscaling`).
struct HorizontalPodAutoscalerStrategy: StatusStrategy {
  func setDefaults(_ object: inout JSONValue) {
    object.setDefault(["spec", "minReplicas"], 1)
    if object.items("spec", "metrics").isEmpty {
      object[at: ["spec", "metrics"]] = [
        [
          "type": "Resource",
          "resource": [
            "name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80],
          ],
        ]
      ]
    }
    let percent: JSONValue = ["type": "Percent", "value": 100, "periodSeconds": 15]
    let pods: JSONValue = ["type": "Pods", "value": 4, "periodSeconds": 15]
    for (key, policies) in [("scaleUp", [pods, percent]), ("scaleDown", [percent])]
    where object["spec", "behavior"]?.object != nil {
      if key == "scaleUp" {
        object.setDefault(["spec", "behavior", key, "stabilizationWindowSeconds"], 0)
      }
      object.setDefault(["spec", "behavior", key, "selectPolicy"], "Max")
      object.setDefault(["spec", "behavior", key, "policies"], .array(policies))
    }
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let (least, most) = (
      object.integer("spec", "minReplicas"), object.integer("spec", "maxReplicas")
    )
    if least < 1 {
      problems.append(
        .invalid("spec.minReplicas", .int(least), "must be greater than or equal to 1"))
    }
    if most == 0 {
      problems.append(.required("spec.maxReplicas", "must be set and greater than 0"))
    } else if most < 0 {
      problems.append(
        .invalid("spec.maxReplicas", .int(most), "must be greater than or equal to 1"))
    }
    if most < least {
      problems.append(
        .invalid(
          "spec.maxReplicas", .int(most), "must be greater than or equal to `minReplicas`"))
    }
    for key in ["kind", "name"] {
      let (field, text) = ("spec.scaleTargetRef.\(key)", object.text("spec", "scaleTargetRef", key))
      if text.isEmpty {
        problems.append(.required(field))
      } else {
        problems += NameRule.pathSegment.problems(text)
          .map { .invalid(field, .string(text), $0) }
      }
    }
    if !object.text("spec", "scaleTargetRef", "apiVersion").contains("/") {
      problems.append(
        .invalid(
          "spec.scaleTargetRef.apiVersion",
          .string(object.text("spec", "scaleTargetRef", "apiVersion")),
          "apiVersion must specify API group"))
    }
    let metrics = object.items("spec", "metrics").map { $0.text("type") }
    if least == 0, !metrics.contains("Object"), !metrics.contains("External") {
      problems.append(
        .forbidden(
          "spec.metrics",
          "must specify at least one Object or External metric to support scaling to zero replicas"
        ))
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    subresource.isEmpty ? problems(creating: object) : []
  }
}
