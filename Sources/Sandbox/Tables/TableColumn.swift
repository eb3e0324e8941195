import JSON

/// One column of a Table (`metav1.TableColumnDefinition`) and how its cells are made.
struct TableColumn: Sendable {
  let name: String
  /// `string`, `integer`, `number`, `boolean` or `date`.
  var type = "string"
  /// `name` for the first column as a rule.
  var format = ""
  var description = ""
  /// 0 for what is always shown, 1 for `-o wide`.
  var priority = 0
  /// The cell of an object; `now` in Unix seconds is for ages.
  let cell: @Sendable (_ object: JSONValue, _ now: Int64) -> JSONValue
}
