/// One diagnostic as lines of text: head, place, source lines with marks, notes in other files, help.
struct RenderedDiagnostic {
  private(set) var lines: [String] = []
  private let files: [SourceFile]
  private let width: Int
  private let painter: Painter
  /// The columns of the widest line number.
  private let gutter: Int

  init(_ diagnostic: Diagnostic, files: [SourceFile], width: Int, painter: Painter) {
    self.files = files
    self.width = width
    self.painter = painter
    let spans = ([diagnostic.span] + diagnostic.notes.map(\.span)).compactMap { $0 }
    let lastLine = spans.lazy.filter { files.indices.contains($0.file) }
      .map { files[$0.file].lineIndex(of: max($0.start, $0.end - 1)) + 1 }.max()
    gutter = String(lastLine ?? 1).count
    appendHead(diagnostic)
    appendPrimary(diagnostic)
    for note in diagnostic.notes where note.span.file != diagnostic.span?.file { appendNote(note) }
    appendHelp(diagnostic)
  }

  private mutating func appendHead(_ diagnostic: Diagnostic) {
    let kind = painter.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", Ink(diagnostic.severity))
    lines.append(kind + painter.paint(": " + printable(diagnostic.message), .strong))
  }

  /// The marked place together with the notes of the same file.
  private mutating func appendPrimary(_ diagnostic: Diagnostic) {
    guard let span = diagnostic.span, files.indices.contains(span.file) else { return }
    let primary = Mark(span: span, label: diagnostic.label, symbol: "^", ink: Ink(diagnostic.severity))
    let others = diagnostic.notes.filter { $0.span.file == span.file }
      .map { Mark(span: $0.span, label: $0.text, symbol: "-", ink: .note) }
    appendExcerpt(files[span.file], at: span.start, marks: [primary] + others)
  }

  private mutating func appendNote(_ note: Note) {
    lines.append(painter.paint("note", .note) + ": " + printable(note.text))
    guard files.indices.contains(note.span.file) else { return }
    let mark = Mark(span: note.span, label: nil, symbol: "-", ink: .note)
    appendExcerpt(files[note.span.file], at: note.span.start, marks: [mark])
  }

  private mutating func appendExcerpt(_ file: SourceFile, at offset: Int, marks: [Mark]) {
    let position = file.position(of: offset)
    let indent = String(repeating: " ", count: gutter)
    let place = "\(printable(file.path)):\(position.line):\(position.column)"
    lines.append(indent + painter.paint("-->", .gutter) + " " + place)
    lines.append(indent + " " + painter.paint("|", .gutter))
    lines += Excerpt(file: file, marks: marks, gutter: gutter, width: width, painter: painter).lines
  }

  private mutating func appendHelp(_ diagnostic: Diagnostic) {
    let help = diagnostic.help ?? diagnostic.fixes.first?.title
    guard help != nil || diagnostic.example != nil else { return }
    let indent = String(repeating: " ", count: gutter + 1)
    if lines.count > 1 { lines.append(indent + painter.paint("|", .gutter)) }
    if let example = diagnostic.example { append(example, as: "example", .note, indent) }
    if let help { append(help, as: "help", .help, indent) }
  }

  private mutating func append(_ text: String, as role: String, _ ink: Ink, _ indent: String) {
    let parts = printable(text, keepsLineEnds: true).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let lead = painter.paint("=", .gutter) + " " + painter.paint(role, ink) + ": "
      lines.append(indent + (index == 0 ? lead : String(repeating: " ", count: role.count + 4)) + part)
    }
  }
}
