/// Text with its longer lines broken at blanks; a word that is longer than a line stays for the terminal to break.
///
/// Sequences that set colours (`ESC [ … m`) take no room.
public func wordWrapped(_ text: String, columns: Int) -> String {
  guard columns > 0 else { return text }
  return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    line.utf8.count <= columns ? String(line) : wrapped(line, columns)
  }.joined(separator: "\n")
}

private func wrapped(_ line: Substring, _ columns: Int) -> String {
  var lines = ""
  var current = ""
  var used = 0
  /// The blanks and the word behind them that are not placed yet.
  var (gap, word, wordWidth) = ("", "", 0)
  func place() {
    if used > 0, used + gap.count + wordWidth > columns {
      lines += current + "\n"
      (current, used) = (word, wordWidth)
    } else {
      current += gap + word
      used += gap.count + wordWidth
    }
    (gap, word, wordWidth) = ("", "", 0)
  }
  var isInSequence = false
  for character in line {
    if isInSequence || character == "\u{1B}" {
      word.append(character)
      isInSequence = character != "m"
      continue
    }
    if character == " " {
      if !word.isEmpty { place() }
      gap.append(character)
    } else {
      word.append(character)
      wordWidth += displayWidth(of: character)
    }
  }
  place()
  return lines + current
}
