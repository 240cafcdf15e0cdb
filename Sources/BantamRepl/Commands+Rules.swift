import BantamDiagnostics
import BantamFormatter
import BantamReport
import BantamSession
import BantamSyntax
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
    if !isOwnName(text), try repl.workbench.drop(text) {
      let file = repl.workbench.place(of: text)?.file.path
      return Repl.Reply(file.map { "`\(text)` is that of `\($0)` again.\n" } ?? "`\(text)` is gone.\n")
    }
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
      The last criterion becomes a segment of the name; a declaration that was typed is written as it is, in the place \
      of the one with its name. What is new goes to the end of FILE (`tried.bant` beside the rules where none is named).
      """,
    example: Example("country = \"DE\"", ":save germans germans.bant", says: "germans.bant")
  ) { repl, text throws(RunFailure) in
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { throw .criterion(.usage(":save NAME [FILE]")) }
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
    let typed = workbench.book.typed.first { $0.name == name && !isOwnName(name) }
    let known = workbench.place(of: name)
    if typed == nil {
      _ = try needed()
      // What is in the files is replaced by what was typed as this name, never in passing.
      if known != nil || workbench.declarations[name] != nil {
        throw .criterion(.notSaved(name, reason: "there is a declaration of this name"))
      }
    }
    guard let whole = expandingIt(in: typed?.text ?? "segment \(name) {\n\(lastText)\n}") else {
      throw .criterion(.notSaved(name, reason: "it became longer than 64 KiB; give parts of it names"))
    }
    let own = formatted(whole)
    guard declares(own, name) else { throw .criterion(.notSaved(name, reason: "it is no name")) }
    let place = try place(named) ?? known?.file.path ?? joined(workbench.rulesPath, "tried.bant")
    // One declaration stands in one place.
    if let known, known.file.path != place {
      throw .criterion(.notSaved(name, reason: "it stands in `\(known.file.path)`"))
    }
    let content = try content(of: place, with: own, inPlaceOf: known)
    var files = workbench.book.files.filter { $0.path != place }
    let isOfRules = files.count < workbench.book.files.count || named == nil || isRead(place)
    files.append(SourceFile(path: place, bytes: content))
    if isOfRules, !workbench.accepts(files) {
      throw .criterion(.notSaved(name, reason: "the rules in the files would be wrong with it"))
    }
    do throws(SystemError) {
      try writeFile(path: place, bytes: content)
    } catch {
      throw .file(error)
    }
    let words = "`\(name)` is written to `\(printable(place))`"
    if !isOfRules { return Reply(words + ", which is none of the rules' files.\n") }
    try workbench.reloadRules()
    if typed != nil { _ = try workbench.drop(name) }
    guard let known else { return Reply(words + ".\n") }
    let line = known.file.bytes[..<known.span.start].count { $0 == 0x0A } + 1
    return Reply(words + ", in the place of the one that stood in line \(grouped(line)).\n")
  }

  /// Whether a new file of this path is one of the rules'.
  private func isRead(_ path: String) -> Bool {
    guard let rules = workbench.rulesPath, !rules.hasSuffix(".bant") else { return false }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let own = resolvedPath(rules)
    return (resolvedPath(folder.isEmpty ? "/" : folder) + "/").hasPrefix(own.hasSuffix("/") ? own : own + "/")
  }

  /// A rule file that was named, as the rules call it where it is one of theirs.
  private func place(_ named: String?) throws(RunFailure) -> String? {
    guard let named else { return nil }
    guard named.hasSuffix(".bant") else { throw .criterion(.usage(":save NAME FILE.bant")) }
    let own = resolvedPath(named)
    return workbench.book.files.first { resolvedPath($0.path) == own }?.path ?? named
  }

  /// A file with a declaration in the place of an older one, or at its end.
  private func content(
    of path: String, with own: String, inPlaceOf old: (file: SourceFile, span: Span)?
  ) throws(RunFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    do throws(SystemError) {
      if fileExists(path) { bytes = try readFile(path: path, maximumBytes: SourceFile.maximumBytes) }
    } catch {
      throw .file(error)
    }
    if let old, old.file.path == path {
      guard old.file.bytes == bytes else {
        throw .criterion(.notSaved(path, reason: "the file was changed; `:reload` reads it"))
      }
      bytes.replaceSubrange(old.span.start..<old.span.end, with: own.trimmedBlanks.utf8)
      return bytes
    }
    if let last = bytes.last { bytes += last == 0x0A ? [0x0A] : [0x0A, 0x0A] }
    return bytes + Array(own.utf8)
  }

  /// Whether a text is one whole declaration of a name.
  private func declares(_ text: String, _ name: String) -> Bool {
    let (tree, errors) = parse(SourceFile(path: "input", text: text), file: 0)
    return errors.isEmpty && tree.root.nodes.count == 1 && declaredName(tree.root.nodes[0]) == name
  }

  /// Earlier criteria are names of this dialogue only: their text takes their place.
  ///
  /// nil where it becomes too long.
  private func expandingIt(in text: String) -> String? {
    var text = text
    for typed in workbench.book.typed.reversed() where isOwnName(typed.name) {
      text = replacingCriterion(typed, in: text)
      if text.utf8.count > 1 << 16 { return nil }
    }
    return text
  }

  /// An earlier criterion's text in the place of its name, with brackets only where they are needed.
  private func replacingCriterion(_ typed: RuleBook.Typed, in text: String) -> String {
    var body = String(typed.text.drop { $0 != "=" }.dropFirst()).trimmedBlanks
    if body.hasPrefix("all {"), body.hasSuffix("}") { body = String(body.dropFirst(5).dropLast()).trimmedBlanks }
    if body.contains("\n") {
      // Lines that all hold, as the block that they come into says of its own.
      let isAlone = text.split(separator: "\n").contains { $0.trimmedBlanks == typed.name }
      return replacingWord(typed.name, with: isAlone ? body : "all {\n\(body)\n}", in: text)
    }
    let own = wordsOutside(body)
    let isOne = !own.contains("and") && !own.contains("or") && !own.contains("not")
    let around = wordsOutside(text)
    let isJoined = !own.contains("or") && !own.contains("not") && !around.contains("or") && !around.contains("not")
    let isAlone = text.split(separator: "\n").contains { $0.trimmedBlanks == typed.name }
    return replacingWord(typed.name, with: isOne || isJoined || isAlone ? body : "(\(body))", in: text)
  }

  /// The connecting words of a text, those in quotes left out.
  private func wordsOutside(_ text: String) -> Set<String> {
    let source = SourceFile(path: "input", text: text)
    let words = parse(source, file: 0).tree.tokens.map { source.bytes[Int($0.start)..<Int($0.end)] }
    return Set(words.map { String(decoding: $0, as: UTF8.self) }).intersection(["and", "or", "not"])
  }

  private func joined(_ path: String?, _ name: String) -> String {
    guard let path else { return name }
    if path.hasSuffix(".bant") {
      return (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + name
    }
    return path.hasSuffix("/") ? path + name : path + "/" + name
  }
}
