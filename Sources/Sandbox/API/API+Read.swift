import JSON
import KubernetesAPI

extension API {
  /// One object.
  ///
  /// - Throws: 404.
  func get(_ target: Target) throws(Status) -> StoredObject {
    guard let object = store.object(target.groupResource, target.namespace, target.name) else {
      throw .notFound(target.groupResource, name: target.name)
    }
    return object
  }

  /// Refuses a revision that is none or has not come yet.
  ///
  /// - Throws: 500 for what is no number, as the storage does; 504.
  func check(revision text: String) throws(Status) {
    guard !text.isEmpty, text != "0" else { return }
    guard let revision = UInt64(text) else { throw .noRevision(text) }
    guard revision <= store.revision else { throw .tooLarge(revision, current: store.revision) }
  }

  /// A page of objects, or all of them.
  func list(
    _ selection: Selection, _ options: ListOptions
  ) throws(Status) -> (objects: [StoredObject], metadata: ObjectWriter.ListMetadata) {
    let resource = selection.resource.groupResource
    var token: ContinueToken?
    if !options.continueToken.isEmpty {
      token = try ContinueToken(options.continueToken)
      guard options.resourceVersion.isEmpty || options.resourceVersion == "0" else {
        throw .badRequest(
          "specifying resource version is not allowed when using continue")
      }
    }
    var moment: UInt64?
    switch options.moment {
    case .latest, .any: moment = token?.revision
    case .exactly(let revision): moment = revision
    case .notOlderThan(let revision):
      guard revision <= store.revision else { throw .tooLarge(revision, current: store.revision) }
    }
    var (objects, revision): ([StoredObject], UInt64)
    do throws(StoreError) {
      (objects, revision) = try store.objects(resource, in: selection.namespace, at: moment)
    } catch {
      throw status(of: error, asked: moment ?? 0, isContinued: token != nil)
    }
    if let token {
      objects = Array(objects.drop { !token.isBefore($0, in: selection.namespace) })
    }
    if !selection.isWhole { objects = objects.filter { selection.contains($0) } }
    var metadata = ObjectWriter.ListMetadata(revision: revision)
    // Any state will do: the watch cache answers it whole.
    guard options.limit > 0, objects.count > options.limit, options.moment != .any else {
      return (objects, metadata)
    }
    let page = Array(objects.prefix(options.limit))
    if let last = page.last {
      metadata.continueToken =
        ContinueToken(revision: revision, after: last, in: selection.namespace).encoded
    }
    if selection.isWhole { metadata.remaining = objects.count - page.count }
    return (page, metadata)
  }

  private func status(of error: StoreError, asked: UInt64, isContinued: Bool) -> Status {
    switch error {
    case .future(let current): .tooLarge(asked, current: current)
    case .compacted where isContinued:
      .expired(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter."
      )
    case .compacted: .expired("The resourceVersion for the provided list is too old.")
    }
  }

  /// A watch as it was asked for.
  func watch(
    _ selection: Selection, _ options: ListOptions, _ writer: ObjectWriter
  ) throws(Status) -> Watch {
    let start: Watch.Start
    switch options.moment {
    case .latest, .any: start = .present
    case .exactly(let revision): start = .after(revision)
    case .notOlderThan(let revision):
      start = options.sendsInitialEvents == true ? .present : .after(revision)
    }
    return Watch(
      store: store, selection: selection, writer: writer,
      start: options.sendsInitialEvents == false && start == .present
        ? .after(store.revision) : start,
      marksInitialEvents: options.sendsInitialEvents == true && options.allowsBookmarks,
      sendsBookmarks: options.allowsBookmarks,
      timeout: options.timeoutSeconds.flatMap { $0 > 0 ? $0 : nil }
        ?? UInt64.random(in: 1800...3600),
      clock: { self.seconds })
  }
}

extension Status {
  /// 500: the text is no revision (apiserver/pkg/storage, `ParseResourceVersion`).
  static func noRevision(_ text: String) -> Status {
    Status(
      code: 500, reason: "",
      message: "resourceVersion: Invalid value: \(text.goQuoted): strconv.ParseUint: parsing "
        + "\(text.goQuoted): invalid syntax")
  }

  /// 504: a revision that has not come yet.
  static func tooLarge(_ revision: UInt64, current: UInt64) -> Status {
    var status = Status.timeout(
      "Too large resource version: \(revision), current: \(current)", retryAfterSeconds: 1)
    status.details?.causes = [
      Cause(reason: "ResourceVersionTooLarge", message: "Too large resource version")
    ]
    return status
  }
}
