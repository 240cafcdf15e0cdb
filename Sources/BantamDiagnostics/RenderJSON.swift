extension JSONWriter {
  /// An object with the list of diagnostics and their counts.
  public mutating func diagnostics(_ diagnostics: [Diagnostic], files: [SourceFile], limit: Int) {
    object { $0.diagnosticMembers(diagnostics, files: files, limit: limit) }
  }

  /// The members of that object, for a command that has more to say in the same one.
  public mutating func diagnosticMembers(_ diagnostics: [Diagnostic], files: [SourceFile], limit: Int) {
    let shown = selected(diagnostics, limit: limit)
    let counts = DiagnosticCounts(diagnostics)
    member("errors", counts.errors)
    member("warnings", counts.warnings)
    member("files_with_findings", counts.files)
    member("not_shown", diagnostics.count - shown.count)
    array("diagnostics") { writer in
      for diagnostic in shown { writer.diagnostic(diagnostic, files: files) }
    }
  }

  private mutating func diagnostic(_ diagnostic: Diagnostic, files: [SourceFile]) {
    object { writer in
      writer.member("code", diagnostic.code)
      writer.member("severity", diagnostic.severity.rawValue)
      writer.member("message", diagnostic.message)
      writer.place(diagnostic.span, files: files)
      writer.member("label", diagnostic.label)
      writer.array("notes") { list in
        for note in diagnostic.notes {
          list.object {
            $0.member("message", note.text)
            $0.place(note.span, files: files)
          }
        }
      }
      writer.member("help", diagnostic.help)
      if let example = diagnostic.example { writer.member("example", example) }
      writer.array("fixes") { list in
        for fix in diagnostic.fixes { list.fix(fix, files: files) }
      }
    }
  }

  private mutating func fix(_ fix: Fix, files: [SourceFile]) {
    object { writer in
      writer.member("title", fix.title)
      writer.array("edits") { list in
        for edit in fix.edits {
          list.object {
            $0.place(edit.span, files: files)
            $0.member("text", edit.text)
          }
        }
      }
    }
  }

  /// `file`, `start` and `end`; lines and columns count from 1, columns in Unicode scalars, offsets in bytes from 0.
  private mutating func place(_ span: Span?, files: [SourceFile]) {
    guard let span, files.indices.contains(span.file) else {
      key("file")
      null()
      return
    }
    let file = files[span.file]
    member("file", file.path)
    position("start", span.start, in: file)
    position("end", span.end, in: file)
  }

  private mutating func position(_ name: String, _ offset: Int, in file: SourceFile) {
    let position = file.position(of: offset)
    object(name) { writer in
      writer.member("line", position.line)
      writer.member("column", position.column)
      writer.member("offset", offset)
    }
  }
}
