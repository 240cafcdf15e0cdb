/// A text pattern of `*` (any run) and `?` (one character), over the whole text.
struct Glob: Sendable {
  private let pattern: [UInt8]

  init(_ pattern: [UInt8]) { self.pattern = pattern }

  /// Goes back to the last `*` only, so at most pattern times text steps.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 0
    var position = 0
    var star: (place: Int, position: Int)?
    while position < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place + 1, position)
        place += 1
      } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") {
        position = afterCharacter(position, text)
        place += 1
      } else if place < pattern.count, pattern[place] == text[position] {
        position += 1
        place += 1
      } else if let last = star {
        let next = afterCharacter(last.position, text)
        star = (last.place, next)
        place = last.place
        position = next
      } else {
        return false
      }
    }
    while place < pattern.count, pattern[place] == UInt8(ascii: "*") { place += 1 }
    return place == pattern.count
  }

  private func afterCharacter(_ position: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    var next = position + 1
    while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
