internal import CSystem

/// The events of one YAML text; owns libyaml's parser.
@safe struct YAMLEvents: ~Copyable {
  /// On the heap, because the parser keeps pointers into itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// The text; the parser keeps a pointer to it.
  private let text: UnsafeMutableBufferPointer<UInt8>

  /// A parser at the start of `bytes`.
  init(_ bytes: [UInt8]) throws(YAMLError) {
    unsafe parser = .allocate(capacity: 1)
    unsafe text = .allocate(capacity: bytes.count)
    _ = unsafe text.initialize(from: bytes)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      throw YAMLError(line: 1, column: 1, reason: "out of memory")
    }
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe text.deallocate()
  }

  /// The next event.
  ///
  /// Its place is the event's own start: the parser's mark is already past what it looked ahead.
  mutating func next() throws(YAMLError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YAMLEvent(
      kind: Self.kind(of: event),
      line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
  }

  private func failure() -> YAMLError {
    let state = unsafe parser.pointee
    let atProblem =
      unsafe state.error == YAML_SCANNER_ERROR || state.error == YAML_PARSER_ERROR
    let mark = unsafe atProblem ? state.problem_mark : state.mark
    let problem = unsafe state.problem
    var error = YAMLError(
      line: Int(mark.line) + 1, column: Int(mark.column) + 1,
      reason: unsafe problem.map { unsafe String(cString: $0) } ?? "not YAML")
    // Go tells the line of the context if that is not the first, counts from none, and is one
    // further where the scanner fails.
    let (context, place) = unsafe (Int(state.context_mark.line), Int(state.problem_mark.line))
    let line = context != 0 ? context : place
    if line != 0 { error.goLine = unsafe state.error == YAML_SCANNER_ERROR ? line + 1 : line }
    return error
  }

  private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias(unsafe text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let data = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: data.value, count: data.length)
      let scalar = unsafe YAMLScalar(
        text: String(decoding: bytes, as: UTF8.self), tag: text(data.tag),
        isPlain: data.style == YAML_PLAIN_SCALAR_STYLE)
      return unsafe .scalar(scalar, anchor: text(data.anchor))
    case YAML_SEQUENCE_START_EVENT:
      let data = unsafe event.data.sequence_start
      return unsafe .sequenceStart(tag: text(data.tag), anchor: text(data.anchor))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let data = unsafe event.data.mapping_start
      return unsafe .mappingStart(tag: text(data.tag), anchor: text(data.anchor))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    default: return .streamEnd
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }
}
