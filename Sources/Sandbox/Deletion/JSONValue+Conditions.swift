import JSON
import Wire

extension JSONValue {
  /// The condition of that type in `status.conditions`.
  func condition(_ type: String) -> JSONValue? {
    self["status", "conditions"]?.array?.first { $0["type"]?.string == type }
  }

  /// Sets one of `status.conditions`; the transition is of now only if the status is another.
  ///
  /// - Returns: whether anything but the transition's time is new.
  @discardableResult
  mutating func setCondition(
    _ type: String, _ status: String, reason: String, message: String, now: Timestamp
  ) -> Bool {
    let old = condition(type)
    var new: JSONValue = [
      "type": .string(type), "status": .string(status), "lastTransitionTime": .time(now),
      "reason": .string(reason), "message": .string(message),
    ]
    if let old, old["status"]?.string == status {
      new["lastTransitionTime"] = old["lastTransitionTime"] ?? .time(now)
    }
    if let old, old["status"] == new["status"], old["reason"] == new["reason"],
      old["message"] == new["message"]
    {
      return false
    }
    var conditions = self["status", "conditions"]?.array ?? []
    if let place = conditions.firstIndex(where: { $0["type"]?.string == type }) {
      conditions[place] = new
    } else {
      conditions.append(new)
    }
    self[at: ["status", "conditions"]] = .array(conditions)
    return true
  }
}
