import BantamSystem

/// Writes the inputs to begin with into `DIR/corpus`, each rule text of the repository as a file of its own, and the
/// language's words and signs into `DIR/bant.dict`. To be called in the folder of the repository.
func writeSeeds(into folder: String) -> Int32 {
  do throws(SystemError) {
    let texts = try ruleTexts(below: ["Tests", "rules", "grammar", "README.md"])
    let corpus = folder + "/corpus"
    try makeDirectory(corpus)
    for (index, text) in texts.enumerated() { try writeFile(path: "\(corpus)/\(index).bant", bytes: text) }
    let words = try grammarWords("grammar/bantam.ebnf")
    let lines = words.map { "\"\(escapedForDictionary($0))\"\n" }.joined()
    try writeFile(path: folder + "/bant.dict", bytes: lines.utf8)
    print("\(texts.count) texts, \(words.count) words")
    return 0
  } catch {
    print(error.description)
    return 2
  }
}

/// The rule files, and the `bant` fences of Markdown files; each text once, files of more than 64 KB left out.
private func ruleTexts(below paths: [String]) throws(SystemError) -> [[UInt8]] {
  var texts: [[UInt8]] = []
  var seen: Set<[UInt8]> = []
  func add(_ text: [UInt8]) { if text.count <= Harness.timedBytes, seen.insert(text).inserted { texts.append(text) } }
  for (path, suffix) in paths.flatMap({ [($0, ".bant"), ($0, ".md")] }) {
    for file in try files(under: path, suffix: suffix) where file.hasSuffix(suffix) {
      let bytes = try readFile(path: file, maximumBytes: 1 << 24)
      if file.hasSuffix(".md") { fences(bytes).forEach(add) } else { add(bytes) }
    }
  }
  return texts
}

private func fences(_ markdown: [UInt8]) -> [[UInt8]] {
  var found: [[UInt8]] = []
  var open: [UInt8]?
  for line in markdown.split(separator: 0x0A, omittingEmptySubsequences: false) {
    if let text = open {
      open = line.starts(with: "```".utf8) ? nil : text + line + [0x0A]
      if open == nil { found.append(text) }
    } else if line.starts(with: "```bant".utf8) {
      open = []
    }
  }
  return found
}

/// What stands in quotes in the grammar.
private func grammarWords(_ path: String) throws(SystemError) -> [String] {
  let text = String(decoding: try readFile(path: path, maximumBytes: 1 << 20), as: UTF8.self)
  return Set(text.matches(of: /"([^"\n]+)"/).map { String($0.1) }).sorted()
}

private func escapedForDictionary(_ word: String) -> String {
  word.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : "\($0)" }.joined()
}
