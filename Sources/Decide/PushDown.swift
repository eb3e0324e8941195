import KubernetesAPI
import Ownership

/// Asking the API server for little more than will be shown.
///
/// It saves work and decides nothing: what comes back is filtered all the same.
enum PushDown {
  /// Bytes of a selector beyond which the whole list is asked for: targets have limits.
  private static let maximumLength = 4096

  /// The query with a label selector that only the selection's names match; the query as it is where
  /// they are many, unknown, or carry no label of their own.
  static func narrow(_ query: Query, to selection: Selection, of resource: FilteredResource)
    -> Query
  {
    guard let label = resource.nameLabel, let names = selection.exactNames else { return query }
    let wanted = query[first: "labelSelector"] ?? ""
    // A selector that is wrong goes as it came, for the API server to say so in its own words.
    if !wanted.isEmpty {
      do throws(LabelSelectorError) { _ = try LabelSelector(parsing: wanted) } catch {
        return query
      }
    }
    let own =
      names.isEmpty ? "\(label),!\(label)" : "\(label) in (\(names.joined(separator: ",")))"
    guard own.utf8.count <= maximumLength else { return query }
    var narrowed = query
    narrowed.set("labelSelector", wanted.isEmpty ? own : "\(wanted),\(own)")
    return narrowed
  }
}
