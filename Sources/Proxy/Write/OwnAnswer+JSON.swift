internal import JSON
internal import KubernetesAPI

extension OwnAnswer {
  /// Whether the request was done.
  var isSuccess: Bool { (200..<300).contains(status) }

  /// Whether the body is said to be JSON.
  var isJSON: Bool { type == "application/json" }

  /// The body as a value.
  var value: JSONValue {
    get throws(FilterError) {
      do throws(JSONError) { return try JSONValue(parsing: body) } catch {
        throw FilterError(description: error.description)
      }
    }
  }

  /// The body as a Status; nil when it is none.
  var parsedStatus: Status? {
    do throws(FilterError) { return Status(try value) } catch { return nil }
  }

  /// Whether the body is a Status.
  var isStatus: Bool {
    get throws(FilterError) { Status(try value) != nil }
  }
}
