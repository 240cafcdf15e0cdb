import BantamDiagnostics
import BantamFormatter
import BantamReport
import BantamSession
import BantamSystem

/// Declarations: those of the files and those that were typed.
extension Repl.Command {
  static let list = Repl.Command(
    "list", argument: "[TEXT]", summary: "list what is declared, and what was typed",
    help: "With a text only names that hold it.",
    example: Example("define germans = country = \"DE\"", ":list germ", says: "germans")
  ) { repl, text throws(RunFailure) in
    let typed = Set(repl.workbench.book.typed.map(\.name))
    let found = repl.workbench.declarations.filter {
      (text.isEmpty || $0.key.contains(text)) && !(typed.contains($0.key) && isOwnName($0.key))
    }
    var table = Table([.init("name"), .init("declared as"), .init("where")])
    for (name, body) in found.sorted(by: { $0.key < $1.key }) {
      let word = Workbench.declarationWord(body) ?? ""
      table.rows.append([name, word, typed.contains(name) ? "typed" : repl.workbench.place(of: name)?.file.path ?? ""])
    }
    return Repl.Reply(table.rows.isEmpty ? "Nothing.\n" : table.text(width: repl.width, isColoured: repl.isColoured))
  }

  static let show = Repl.Command(
    "show", argument: "NAME", summary: "show a declaration",
    help: "Shows the text as it counts now: what was typed stands above the files.",
    example: Example("define germans = country = \"DE\"", ":show germans", says: "country = \"DE\"")
  ) { repl, text throws(RunFailure) in
    Repl.Reply(formatted(try repl.declaration(text)))
  }

  static let drop = Repl.Command(
    "drop", argument: "NAME", summary: "take a typed declaration away",
    help: "The declaration of the files counts again. Files are never changed by this.",
    example: Example("define germans = country = \"DE\"", ":drop germans", says: "gone")
  ) { repl, text throws(RunFailure) in
    if !isOwnName(text), try repl.workbench.drop(text) { return Repl.Reply("`\(text)` is gone.\n") }
    let known = repl.workbench.book.typed.map(\.name).filter { !isOwnName($0) }
    throw .unknownName("typed declaration", text, known: known.isEmpty ? ["nothing was typed"] : known)
  }

  static let reload = Repl.Command(
    "reload", summary: "read rules and contacts again",
    help: "What was typed stays above the files.", example: Example(":reload", says: "contact")
  ) { repl, _ throws(RunFailure) in
    try repl.workbench.reload()
    return Repl.Reply(repl.greeting)
  }

  static let save = Repl.Command(
    "save", argument: "NAME [FILE]", summary: "write a declaration, or `it` under a name, into a rule file",
    help: """
      A typed declaration of the name is written; else the last criterion becomes a segment of the name. It takes the \
      place of the one with its name, or goes to the end of FILE (`tried.bant` beside the rules where none is named).
      """,
    example: Example("country = \"DE\"", ":save germans germans.bant", says: "germans.bant")
  ) { repl, text throws(RunFailure) in
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { throw .unknownName("name", "", known: [":save NAME"]) }
    return try repl.save(name, file: words.count > 1 ? words[1] : nil)
  }
}

/// Whether a name is one that the dialogue gives to criteria: `it`, `it_3`.
func isOwnName(_ name: String) -> Bool {
  name == "it" || name.hasPrefix("it_") && name.dropFirst(3).allSatisfy(\.isNumber)
}

/// In the one style.
func formatted(_ text: String) -> String {
  String(decoding: format(SourceFile(path: "input", text: text + "\n")).bytes, as: UTF8.self)
}

extension Repl {
  func declaration(_ name: String) throws(RunFailure) -> String {
    if let text = workbench.declarations[name] { return text }
    throw .unknownName("declaration", name, known: workbench.declarations.keys.sorted())
  }

  fileprivate func save(_ name: String, file named: String?) throws(RunFailure) -> Reply {
    let typed = workbench.book.typed.first { $0.name == name }
    let text: String
    if let typed {
      text = typed.text
    } else {
      _ = try needed()
      text = "segment \(name) {\n\(lastText)\n}"
    }
    let whole = expandingIt(in: text)
    let body = String(whole.drop { $0 != "{" })
    if typed == nil, replacingWord(name, with: "", in: body) != body {
      throw .unknownName("name that the criterion does not use itself", name, known: ["\(name)_2"])
    }
    let own = formatted(whole)
    let place = named ?? workbench.place(of: name)?.file.path ?? joined(workbench.rulesPath, "tried.bant")
    var bytes: [UInt8] = []
    do throws(SystemError) {
      if fileExists(place) { bytes = try readFile(path: place, maximumBytes: SourceFile.maximumBytes) }
    } catch {
      throw .file(error)
    }
    var content = String(decoding: bytes, as: UTF8.self)
    if let old = workbench.place(of: name), old.file.path == place, old.file.bytes == bytes {
      bytes.replaceSubrange(old.span.start..<old.span.end, with: own.trimmedBlanks.utf8)
      content = String(decoding: bytes, as: UTF8.self)
    } else {
      if !content.isEmpty, !content.hasSuffix("\n") { content += "\n" }
      content += (content.isEmpty ? "" : "\n") + own
    }
    do throws(SystemError) {
      try writeFile(path: place, bytes: content.utf8)
    } catch {
      throw .file(error)
    }
    if typed != nil { _ = try workbench.drop(name) }
    return Reply("`\(name)` is written to `\(place)`; `:reload` reads it.\n")
  }

  /// Earlier criteria are names of this dialogue only: their text takes their place.
  private func expandingIt(in text: String) -> String {
    var text = text
    for typed in workbench.book.typed.reversed() where isOwnName(typed.name) {
      let body = typed.text.drop { $0 != "=" }.dropFirst()
      text = replacingWord(typed.name, with: String(body).trimmedBlanks, in: text)
    }
    return text
  }

  private func joined(_ path: String?, _ name: String) -> String {
    guard let path else { return name }
    if path.hasSuffix(".bant") {
      return (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + name
    }
    return path.hasSuffix("/") ? path + name : path + "/" + name
  }
}
