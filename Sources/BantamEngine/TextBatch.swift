import BantamColumns
import BantamSystem

/// Some texts of a dictionary, by place: text i is the bytes from `starts[i]` to `ends[i]`.
struct TextBatch {
  let base: UnsafePointer<UInt8>
  /// Where readable memory begins.
  let first: Int
  let starts: UnsafePointer<Int>
  let ends: UnsafePointer<Int>
  let count: Int

  subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + starts[index], count: ends[index] - starts[index])
  }
}

/// Folds the texts of a dictionary, a range of codes at a time, into memory that is used again. For one thread.
final class TextFolder {
  private var bytes = Scratch(UInt8.self, rows: 1, length: 0)
  private var byteCapacity = 0
  private var places = Scratch(Int.self, rows: 2, length: 0)
  private var placeCapacity = 0

  /// The texts as they are.
  static func exact(_ dictionary: TextDictionary, _ codes: Range<Int>) -> TextBatch {
    let offsets = UnsafeRawPointer(dictionary.offsets.base).assumingMemoryBound(to: Int.self) + codes.lowerBound
    let arena = UnsafeRawPointer(dictionary.arena.base).assumingMemoryBound(to: UInt8.self)
    return TextBatch(base: arena, first: 0, starts: offsets, ends: offsets + 1, count: codes.count)
  }

  /// The texts as `foldCase` gives them; valid until the next call. ASCII is folded all at once, as the texts stand one
  /// behind the other; texts with other letters are folded on their own and put behind them.
  func fold(_ dictionary: TextDictionary, _ codes: Range<Int>) -> TextBatch {
    let exact = TextFolder.exact(dictionary, codes)
    let first = exact.count > 0 ? exact.starts[0] : 0
    let length = exact.count > 0 ? exact.ends[exact.count - 1] - first : 0
    // Behind the texts as they stand come the folded ones: a letter becomes half as long again at most, and a byte that is
    // no UTF-8 three bytes.
    reserve(bytes: length * 4, places: exact.count)
    let (output, starts, ends) = (bytes[0], places[0], places[1])
    let bounds = foldASCII(exact.base + first, length, into: output)
    let isPlain = bounds.greatest < 0x80
    if isPlain, bounds.least > 0x20 {
      return TextBatch(base: output - first, first: first, starts: exact.starts, ends: exact.ends, count: exact.count)
    }
    var end = length
    for index in 0..<exact.count {
      starts[index] = exact.starts[index] - first
      ends[index] = exact.ends[index] - first
      if isPlain && !hasOuterBlank(output + starts[index], ends[index] - starts[index]) { continue }
      let text = UnsafeBufferPointer(start: output + starts[index], count: ends[index] - starts[index])
      if isPlain || text.allSatisfy({ $0 < 0x80 }) {
        while starts[index] < ends[index], isBlank(output[starts[index]]) { starts[index] += 1 }
        while ends[index] > starts[index], isBlank(output[ends[index] - 1]) { ends[index] -= 1 }
      } else {
        let folded = foldCase(utf8: exact[index])
        precondition(end + folded.count <= byteCapacity, "a folded text is longer than expected")
        for offset in folded.indices { output[end + offset] = folded[offset] }
        starts[index] = end
        end += folded.count
        ends[index] = end
      }
    }
    return TextBatch(base: output, first: 0, starts: starts, ends: ends, count: exact.count)
  }

  /// Also gives the least and greatest byte: most dictionaries hold no blank, many no letter beyond ASCII.
  private func foldASCII(
    _ input: UnsafePointer<UInt8>, _ count: Int, into output: UnsafeMutablePointer<UInt8>
  ) -> (least: UInt8, greatest: UInt8) {
    var least: UInt8 = 0xFF
    var greatest: UInt8 = 0
    for index in 0..<count {
      let byte = input[index]
      least = min(least, byte)
      greatest = max(greatest, byte)
      output[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
    return (least, greatest)
  }

  @inline(__always)
  private func hasOuterBlank(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count == 0 || isBlank(text[0]) || isBlank(text[count - 1])
  }

  private func reserve(bytes byteCount: Int, places placeCount: Int) {
    if byteCount > byteCapacity {
      byteCapacity = byteCount
      bytes = Scratch(UInt8.self, rows: 1, length: byteCount)
    }
    if placeCount > placeCapacity {
      placeCapacity = placeCount
      places = Scratch(Int.self, rows: 2, length: placeCount)
    }
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
