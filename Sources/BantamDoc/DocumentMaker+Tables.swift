import BantamProgram

extension DocumentMaker {
  // MARK: Scores

  func score(_ score: Score) -> [Block] {
    var blocks: [Block] = [.paragraph("\(wording.scoreHead(score)).")]
    let sum = score.disciplines.reduce(0) { $0 + $1.weight }
    for discipline in score.disciplines {
      blocks.append(.paragraph("\(wording.discipline(discipline, sumOfWeights: sum)):"))
      let rows = discipline.lines.map { Table.Row(cells: cells($0)) }
      blocks.append(.table(Table(headers: [wording.heading(.points), wording.heading(.when)], rows: rows)))
    }
    let vetoes = score.vetoes.map { veto in
      wording.sentence(veto.condition, veto.condition.subject(program), prefersLine: true) { wording.veto(veto, $0) }
    }
    if !vetoes.isEmpty { blocks.append(.phrases(vetoes)) }
    if !score.grades.isEmpty {
      blocks.append(.paragraph("\(wording.gradesHead(score)):"))
      blocks.append(.table(grades(score)))
    }
    let id = program.scores.firstIndex { $0.name == score.name } ?? 0
    blocks.append(picture(GraphMaker(self).graph(of: .score(id)), caption: caption(.score(id))))
    return blocks
  }

  private func cells(_ line: PointLine) -> [Words] {
    let points = Words(text: (line.points < 0 ? "−" : "") + String(abs(line.points)))
    switch line.rule {
    case .when(let condition):
      let words = wording.inline(condition, condition.subject(program))
      guard line.halvingDays != nil else { return [points, words] }
      return [points, "\(wording.points(line, nil)): \(words)"]
    case .otherwise: return [points, Words(text: wording.heading(.otherwise))]
    case .per: return [points, wording.points(line, nil)]
    }
  }

  private func grades(_ score: Score) -> Table {
    let rows = score.grades.map { grade in
      let from = grade.from.map { wording.number($0, isMoney: false) } ?? wording.heading(.otherwise)
      let actions = grade.actions.map { wording.action($0) }.joined("; ")
      return Table.Row(cells: [Words(text: grade.name), Words(text: from), actions.capitalized])
    }
    return Table(
      headers: [wording.heading(.grade), wording.heading(.points), wording.heading(.follows)], rows: rows)
  }

  // MARK: Fields and tests

  func fields(_ references: [Reference]) -> Table {
    let declared = references.filter(catalogue.isDeclared)
    let rows = (declared + references.filter { !catalogue.isDeclared($0) }).compactMap { reference -> Table.Row? in
      guard case .field(let id) = reference else { return nil }
      let field = program.fields[id]
      let meaning = wording.fieldMeaning(field)
      let users = lineage.users(of: reference)
      let comment = catalogue.documentation(reference).map { " \($0)" } ?? ""
      return Table.Row(
        anchor: catalogue.anchor(reference),
        cells: [
          .code(field.name), Words(text: wording.title(reference)), "\(meaning[0]).\(comment)",
          meaning.count > 1 ? meaning[1] : Words(),
          users.isEmpty ? Words(text: wording.heading(.unused)) : names(users),
        ])
    }
    let headers: [Heading] = [.name, .label, .type, .from, .readBy]
    return Table(headers: headers.map { wording.heading($0) }, rows: rows)
  }

  /// What is asked, and by which tests.
  func tested(_ references: [Reference]) -> Table {
    var asked: [Reference] = []
    for reference in references {
      for other in lineage.uses(of: reference) where !asked.contains(other) { asked.append(other) }
    }
    let order = Dictionary(uniqueKeysWithValues: catalogue.references.enumerated().map { ($1, $0) })
    asked.sort { (order[$0] ?? 0) < (order[$1] ?? 0) }
    let rows = asked.map { reference in
      let tests = lineage.users(of: reference).filter { catalogue.sort($0) == .test }
      return Table.Row(cells: [Words(.mention(wording.title(reference), reference)), names(tests)])
    }
    return Table(headers: [wording.heading(.asked), wording.heading(.testedBy)], rows: rows)
  }

  // MARK: Funnels

  func funnelPicture(_ funnel: Funnel) -> FunnelPicture {
    let stages = funnel.stages.map { stage in
      var notes: [String] = []
      if let team = stage.team { notes.append("\(wording.heading(.handledBy)) \(wording.title(.team(team)))") }
      if let within = stage.within { notes.append("\(wording.heading(.stageTimes)) \(wording.duration(within))") }
      return FunnelPicture.Stage(title: stage.label ?? spaced(stage.name), notes: notes, isFinal: stage.isFinal)
    }
    let ways = funnel.transitions.map { transition in
      var lines = transition.events.enumerated().map { index, event in
        index == 0 ? spaced(event) : "\(wording.or) \(spaced(event))"
      }
      if let condition = transition.guardCondition {
        lines.append("\(wording.and): \(wording.inline(condition, condition.subject(program)).plain)")
      }
      return FunnelPicture.Way(from: transition.from, to: transition.to, lines: lines)
    }
    let id = program.funnels.firstIndex { $0.name == funnel.name } ?? 0
    return FunnelPicture(title: wording.title(.funnel(id)), stages: stages, ways: ways)
  }
}
