import BantamSystem

/// Folds one text after the other into the same memory.
struct FoldedText {
  private var memory: [UInt8] = Array(repeating: 0, count: 256)

  /// Calls `body` with the text as `foldCase` gives it. Plain ASCII, which most texts are, is folded in place.
  mutating func withFolded<Result>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if memory.count < text.count { memory = Array(repeating: 0, count: text.count * 2) }
    let isPlain = memory.withUnsafeMutableBufferPointer { output in
      var union: UInt8 = 0
      for index in 0..<text.count {
        let byte = text[index]
        union |= byte
        output[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
      }
      return union < 0x80
    }
    if !isPlain { return foldCase(utf8: text).withUnsafeBufferPointer(body) }
    return memory.withUnsafeBufferPointer { body(trimmed(UnsafeBufferPointer(rebasing: $0[..<text.count]))) }
  }
}

/// The text without ASCII blanks at its ends.
func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
  var start = 0
  var end = text.count
  while start < end, isBlank(text[start]) { start += 1 }
  while end > start, isBlank(text[end - 1]) { end -= 1 }
  return UnsafeBufferPointer(rebasing: text[start..<end])
}

@inline(__always)
private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
