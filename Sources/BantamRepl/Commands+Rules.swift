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
    if isOwnName(name) { throw .criterion(.ownName(name)) }
    let text = typed?.text ?? "segment \(name) {\n\(lastText)\n}"
    guard let plain = expandingIt(in: text, isPlain: true), let careful = expandingIt(in: text, isPlain: false) else {
      throw .criterion(.notSaved(name, reason: "it became longer than 64 KiB; give parts of it names"))
    }
    // What is written has to mean what was asked.
    let own = formatted(try isSame(plain, as: careful) ? plain : careful)
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

  /// Whether two declarations hold for the same contacts.
  private func isSame(_ first: String, as second: String) throws(RunFailure) -> Bool {
    if first == second { return true }
    guard let one = workbench.criterion(declaring: first), let other = workbench.criterion(declaring: second),
      let found = try workbench.answer(one, rows: true), let wanted = try workbench.answer(other, rows: true)
    else { return false }
    return found.rows == wanted.rows && found.count.unknown == wanted.count.unknown
      && found.count.resting == wanted.count.resting
  }

  /// Whether a new file of this path is one of the rules'.
  private func isRead(_ path: String) -> Bool {
    guard let rules = workbench.rulesPath, !rules.hasSuffix(".bant") else { return false }
    let slash = path.lastIndex(of: "/")
    // Hidden files are passed over.
    if path[(slash.map { path.index(after: $0) } ?? path.startIndex)...].hasPrefix(".") { return false }
    let folder = slash.map { String(path[..<$0]) } ?? "."
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
  ///
  /// - Parameter isPlain: without brackets where they are not needed.
  private func expandingIt(in text: String, isPlain: Bool) -> String? {
    var text = text
    for typed in workbench.book.typed.reversed() where isOwnName(typed.name) {
      text = replacingCriterion(typed, in: text, isPlain: isPlain)
      if text.utf8.count > 1 << 16 { return nil }
    }
    return text
  }

  /// An earlier criterion's text in the place of its name.
  private func replacingCriterion(_ typed: RuleBook.Typed, in text: String, isPlain: Bool) -> String {
    let block = String(typed.text.drop { $0 != "=" }.dropFirst()).trimmedBlanks
    guard isPlain, block.hasPrefix("all {"), block.hasSuffix("}") else {
      return replacingWord(typed.name, with: block, in: text)
    }
    let body = String(block.dropFirst(5).dropLast()).trimmedBlanks
    // All that the declaration around says.
    let lines = text.split(separator: "\n").dropFirst().dropLast()
    if lines.count == 1, lines.first?.trimmedBlanks == typed.name {
      return replacingWord(typed.name, with: body, in: text)
    }
    let isLine = !body.contains("\n") && !body.contains("#") && !body.contains(",")
    let own = connections(in: body)
    let isAtom = isLine && own.isEmpty
    let isJoined =
      isLine && own == ["and"] && lines.count == 1 && connections(in: String(lines.first ?? "")) == ["and"]
    return replacingWord(typed.name, with: isAtom || isJoined ? body : block, in: text)
  }

  /// The words and brackets of a text by which conditions are put together.
  private func connections(in text: String) -> Set<String> {
    let source = SourceFile(path: "input", text: text)
    let words = parse(source, file: 0).tree.tokens.map {
      String(decoding: source.bytes[Int($0.start)..<Int($0.end)], as: UTF8.self)
    }
    return Set(words).intersection(["and", "or", "not", "any", "all", "none", "least", "most", "{", "(", ",", "\n"])
  }

  private func joined(_ path: String?, _ name: String) -> String {
    guard let path else { return name }
    if path.hasSuffix(".bant") {
      return (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + name
    }
    return path.hasSuffix("/") ? path + name : path + "/" + name
  }
}
