import BantamDiagnostics

/// About how wide a text is drawn in a usual sans-serif letter, in units of `size`; never much too small.
func textWidth(_ text: String, size: Double) -> Double {
  text.reduce(0.0) { $0 + letterWidth($1) } * size
}

private func letterWidth(_ character: Character) -> Double {
  switch character {
  case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": 0.32
  case "f", "r", "t", " ", "(", ")", "-", "/", "\"": 0.4
  case "m", "w", "M", "W", "@", "%", "–": 0.95
  case "A"..."Z", "Ä", "Ö", "Ü": 0.72
  default: displayWidth(character) == 2 ? 1.1 : 0.6
  }
}

/// A text in at most so many lines that fit; what does not fit ends with `…`. Breaks at blanks where it can.
func wrapped(_ text: String, width: Double, size: Double, mostLines: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in printable(text).split(separator: " ").map(String.init) {
    let longer = line.isEmpty ? word : line + " " + word
    if textWidth(longer, size: size) <= width || line.isEmpty {
      line = longer
    } else {
      lines.append(line)
      line = word
    }
  }
  if !line.isEmpty { lines.append(line) }
  if lines.count > mostLines {
    lines = Array(lines.prefix(mostLines))
    lines[mostLines - 1] += " …"
  }
  return lines.map { shortened($0, width: width, size: size) }
}

private func shortened(_ line: String, width: Double, size: Double) -> String {
  guard textWidth(line, size: size) > width else { return line }
  var short = line
  while !short.isEmpty, textWidth(short + "…", size: size) > width { short.removeLast() }
  return short + "…"
}
