import BantamProgram

/// From a rule set to the parts of its reference. `name` is what the rule set is called.
func makeDocument(_ catalogue: Catalogue, _ language: Language, name: String) -> Document {
  DocumentMaker(catalogue, language).document(name)
}

struct DocumentMaker {
  let catalogue: Catalogue
  let language: Language
  let wording: any Wording
  let lineage: Lineage

  var program: Program { catalogue.program }

  init(_ catalogue: Catalogue, _ language: Language) {
    self.catalogue = catalogue
    self.language = language
    wording = language.wording(catalogue)
    lineage = Lineage(catalogue)
  }

  func document(_ name: String) -> Document {
    let sorts: [(Heading, Sort)] = [
      (.campaigns, .campaign), (.segments, .segment), (.defines, .define), (.scores, .score), (.funnels, .funnel),
      (.purposes, .purpose), (.teams, .team), (.fields, .field), (.lists, .list), (.places, .place), (.tests, .test),
    ]
    let shown = catalogue.references.filter(isShown)
    let sections = sorts.compactMap { heading, sort -> Section? in
      let references = shown.filter { catalogue.sort($0) == sort }
      guard !references.isEmpty else { return nil }
      return section(wording.heading(heading), sort, references)
    }
    let title = wording.heading(.rules)
    return Document(
      title: name.isEmpty ? Words(text: title) : "\(title) \(wording.quoted(name))", language: language.rawValue,
      contents: wording.heading(.contents),
      sorts: Dictionary(uniqueKeysWithValues: sorts.map { ($1, wording.heading($0)) }),
      introduction: introduction(shown), sections: sections)
  }

  /// Of the built-in fields those that a rule reads, by way of other fields too.
  private func isShown(_ reference: Reference) -> Bool {
    guard case .field(let id) = reference, program.fields[id].isBuiltIn else { return true }
    return lineage.users(of: reference).contains { $0 != reference && isShown($0) }
  }

  // MARK: Overview

  private func introduction(_ shown: [Reference]) -> [Block] {
    let counts = Sort.allCases.compactMap { sort -> Words? in
      let count = shown.filter { catalogue.sort($0) == sort }.count
      return count == 0 ? nil : Words(text: wording.count(count, of: sort))
    }
    var blocks: [Block] = [.facts([(wording.heading(.parts), counts.joined(" · "))] + settings)]
    let graph = GraphMaker(self).whole()
    if graph.edges.isEmpty { return blocks }
    if graph.isReadable {
      blocks.append(.paragraph("\(wording.heading(.wholePictureText)) \(wording.heading(.legend))"))
    }
    blocks.append(picture(graph, caption: wording.heading(.wholePicture)))
    return blocks
  }

  /// A graph, or that it is too large.
  func picture(_ graph: Graph, caption: String) -> Block {
    graph.isReadable ? .graph(graph, caption: caption) : .paragraph(Words(text: wording.heading(.tooLarge)))
  }

  private var settings: [(name: String, words: Words)] {
    let settings = program.settings
    var facts: [(name: String, words: Words)] = [
      (wording.heading(.currency), Words(text: settings.currency)),
      (wording.heading(.zone), Words(text: settings.zone)),
      (
        wording.heading(.clock),
        Words(text: settings.asOf.map { wording.moment($0) } ?? wording.heading(.clockIsNow))
      ),
    ]
    if settings.fiscalYearStart != 1 {
      facts.append((wording.heading(.fiscalYear), Words(text: String(settings.fiscalYearStart))))
    }
    if let table = settings.contacts { facts.append((wording.heading(.contactTable), .code(table.table))) }
    if let table = settings.activities { facts.append((wording.heading(.activityTable), .code(table.table))) }
    return facts
  }

  // MARK: Sections

  private func section(_ title: String, _ sort: Sort, _ references: [Reference]) -> Section {
    var section = Section(anchor: sort.rawValue + "s", title: title, blocks: [])
    switch sort {
    case .field:
      section.blocks = [.paragraph(Words(text: wording.heading(.fieldsText))), .table(fields(references))]
    case .test:
      section.blocks = [.paragraph(Words(text: wording.heading(.testsText))), .table(tested(references))]
      section.sections = references.map { self.section($0) }
    case .define:
      section.blocks = [.paragraph(Words(text: wording.heading(.definesText)))]
      section.sections = references.map { self.section($0) }
    case .campaign, .segment, .score, .funnel, .purpose, .team, .list, .place:
      section.sections = references.map { self.section($0) }
    }
    return section
  }

  private func section(_ reference: Reference) -> Section {
    let title = wording.title(reference)
    let name = catalogue.name(reference)
    var section = Section(
      anchor: catalogue.anchor(reference), title: title, name: title == name ? nil : name, blocks: [])
    if let comment = catalogue.documentation(reference) { section.blocks.append(.comment(comment)) }
    section.blocks += blocks(reference)
    let facts = lineageFacts(reference)
    if !facts.isEmpty { section.blocks.append(.facts(facts)) }
    if let text = catalogue.source(reference) {
      let place = catalogue.place(catalogue.span(reference)) ?? ""
      section.blocks.append(.source(title: wording.heading(.source), text: text, place: place))
    }
    return section
  }

  private func blocks(_ reference: Reference) -> [Block] {
    switch reference {
    case .campaign(let id):
      let graph = GraphMaker(self).graph(of: .campaign(id))
      return [.phrases(wording.phrases(reference)), picture(graph, caption: caption(reference))]
    case .score(let id): return score(program.scores[id])
    case .funnel(let id):
      return [.funnel(funnelPicture(program.funnels[id])), .phrases(wording.phrases(reference))]
    case .segment, .purpose, .team, .field, .list, .place, .test: return [.phrases(wording.phrases(reference))]
    }
  }

  func caption(_ reference: Reference) -> String {
    "\(wording.heading(.wholePicture)): \(wording.title(reference))"
  }

  /// What it rests on, who uses it, and which tests ask about it.
  private func lineageFacts(_ reference: Reference) -> [(name: String, words: Words)] {
    if case .test = reference { return [] }
    let used = lineage.uses(of: reference)
    let users = lineage.users(of: reference)
    let tests = users.filter { catalogue.sort($0) == .test }
    let others = users.filter { catalogue.sort($0) != .test }
    var facts: [(name: String, words: Words)] = []
    if !used.isEmpty { facts.append((wording.heading(.uses), names(used))) }
    if case .campaign = reference, others.isEmpty {
    } else {
      let words = others.isEmpty ? Words(text: wording.heading(.unused)) : names(others)
      facts.append((wording.heading(.usedBy), words))
    }
    if !tests.isEmpty { facts.append((wording.heading(.testedBy), names(tests))) }
    return facts
  }

  func names(_ references: [Reference]) -> Words {
    references.map { Words(.mention(wording.title($0), $0)) }.joined(" · ")
  }
}
