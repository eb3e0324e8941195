import JSON

extension StructuralSchema {
  /// Fills in the defaults of what was left out, and of `null` where it is not allowed
  /// (`apiextensions-apiserver/pkg/apiserver/schema/defaulting`).
  func setDefaults(_ value: inout JSONValue) {
    switch value {
    case .object(var members):
      for name in propertyNames {
        guard let property = properties[name] else { continue }
        if let known = members[name] {
          guard known.isNull, !property.isNullable, let fallback = property.defaultValue else {
            continue
          }
          members[name] = fallback
        } else if let fallback = property.defaultValue {
          members[name] = fallback
        }
      }
      for (name, member) in members {
        guard let schema = properties[name] ?? additional else { continue }
        var changed = member
        if changed.isNull, !schema.isNullable, let fallback = schema.defaultValue {
          changed = fallback
        }
        schema.setDefaults(&changed)
        members[name] = changed
      }
      value = .object(members)
    case .array(let elements):
      guard let items else { return }
      value = .array(
        elements.map { element in
          var changed = element
          if changed.isNull, !items.isNullable, let fallback = items.defaultValue {
            changed = fallback
          }
          items.setDefaults(&changed)
          return changed
        })
    default: return
    }
  }

  /// A value without the `null`s that are not allowed and have no default
  /// (`PruneNonNullableNullsWithoutDefaults`).
  func withoutNulls(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      var kept = JSONObject()
      for (name, member) in members {
        guard let schema = properties[name] ?? additional else {
          kept[name] = member
          continue
        }
        if member.isNull, !schema.isNullable, schema.defaultValue == nil { continue }
        kept[name] = schema.withoutNulls(member)
      }
      return .object(kept)
    case .array(let elements):
      guard let items else { return value }
      return .array(elements.map(items.withoutNulls))
    default: return value
    }
  }
}
