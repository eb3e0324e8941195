import Glibc

/// One input of libFuzzer's, for the filter that `FILTER` names.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  Fuzzed.chosen.run(bytes)
  return 0
}

/// Says what is wrong, and ends so that libFuzzer keeps the input.
func fail(_ what: String) -> Never {
  let text = Array("broken: \(what)\n".utf8)
  _ = unsafe write(STDERR_FILENO, text, text.count)
  abort()
}
