import BantamProgram

extension German {
  // MARK: Scores

  func scoreHead(_ score: Score) -> Words {
    let id = program.scores.firstIndex { $0.name == score.name } ?? 0
    let parts = count(score.disciplines.count, "Teil", "Teilen")
    return
      "\(mention(.score(id))) gibt einem Kontakt 0 bis 100 Punkte: das Mittel aus \(parts), jeder mit seinem Gewicht"
  }

  func discipline(_ discipline: Discipline, sumOfWeights: Int) -> Words {
    let name = quoted(discipline.label ?? spaced(discipline.name))
    let weight = "Gewicht \(discipline.weight) von \(sumOfWeights)"
    guard let sum = discipline.sumTo else { return "\(name), \(weight) – es zählt die erste Zeile, die zutrifft" }
    let all = sum == 100 ? "" : ", die als 100 zählen"
    return
      "\(name), \(weight) – alle Zeilen, die zutreffen, werden addiert, auf nicht weniger als 0 und nicht mehr als \(sum)\(all)"
  }

  func points(_ line: PointLine, _ group: Group?) -> Words {
    let points = (line.points < 0 ? "−" : "") + self.count(abs(line.points), "Punkt", "Punkte")
    let halving =
      line.halvingDays.map { ", seither \($0 == 1 ? "jeden Tag" : "alle \(count($0)) Tage") halbiert" } ?? ""
    switch line.rule {
    case .when: return group.map { "\(points)\(halving), wenn \(saidLast($0))" } ?? "\(points)\(halving)"
    case .otherwise: return "sonst \(points)"
    case .per(let filter, let most):
      let upTo = most.map { ", zusammen höchstens \(count($0))" } ?? ""
      return "\(points) für jedes Mal \(named(filter))\(inWindow(filter))\(with(filter))\(halving)\(upTo)"
    }
  }

  func veto(_ veto: Veto, _ group: Group?) -> Words {
    "Immer die niedrigste Klasse, gleich bei welchen Punkten, mit dem Grund \(quoted(veto.reason)), wenn \(saidLast(group))"
  }

  func gradesHead(_ score: Score) -> Words { "Aus den Punkten folgt die Klasse" }

  func grade(_ grade: Grade, isFirst: Bool) -> Words {
    let name = Words(text: quoted(grade.name))
    guard let from = grade.from else { return isFirst ? "\(name) für alle" : "\(name) darunter" }
    return "\(name) ab \(number(from, isMoney: false)) Punkten"
  }

  func action(_ action: Action) -> Words {
    switch action {
    case .openOpportunity: "eine Verkaufschance wird eröffnet"
    case .handOver(let team): "der Kontakt wird an \(mention(.team(team))) übergeben"
    case .notify(let text): "wer ihn betreut, erfährt: \(quoted(text))"
    case .suggest(let suggestion): "vorgeschlagen wird, \(self.suggestion(suggestion))"
    }
  }

  /// Behind a comma, with the verb at the end.
  func suggestion(_ suggestion: Suggestion) -> Words {
    switch suggestion {
    case .convert(let stage): "ihn auf die Stufe \(quoted(stageTitle(stage))) zu heben"
    case .keep(let place): "ihn in \(keeper(place)) zu behalten"
    case .demote(let stage): "ihn auf die Stufe \(quoted(stageTitle(stage))) zurückzustellen"
    case .text(let text): "dies zu tun: \(quoted(text))"
    }
  }

  // MARK: Funnels

  func funnelHead(_ funnel: Funnel) -> Words {
    if funnel.stages.count == 1 { return "Es gibt eine Stufe" }
    let count = self.count(funnel.stages.count, "Stufe", "Stufen")
    return funnel.isPerProject
      ? "In jedem Projekt für sich steht ein Kontakt auf einer von \(count)"
      : "Ein Kontakt steht auf einer von \(count)"
  }

  func stage(_ stage: Stage) -> Words {
    var words = Words(text: quoted(stage.label ?? spaced(stage.name)))
    if let team = stage.team { words.append(", betreut von \(mention(.team(team)))") }
    if !stage.requires.isEmpty {
      words.append("; vorher muss bekannt sein: \(and(stage.requires.map { field($0) }))")
    }
    if let within = stage.within {
      words.append("; wer länger als \(duration(within)) dort steht, steht zu lang")
      if let suggestion = stage.elseSuggest { words.append(", und vorgeschlagen wird, \(self.suggestion(suggestion))") }
    }
    if stage.isFinal { words.append("; von hier führt nichts weiter") }
    return words
  }

  func transition(_ transition: Transition, _ funnel: Funnel, _ group: Group?) -> Words {
    func name(_ stage: Int) -> String { quoted(funnel.stages[stage].label ?? spaced(funnel.stages[stage].name)) }
    let events = transition.events.map { Words(text: quoted(spaced($0))) }.listed(or)
    let way: Words = "von \(name(transition.from)) zu \(name(transition.to)), wenn \(events) geschieht"
    return transition.guardCondition == nil ? way : "\(way) und \(saidLast(group))"
  }

  // MARK: Campaigns

  func campaignHead(_ campaign: Campaign) -> Words {
    let id = program.campaigns.firstIndex { $0.name == campaign.name } ?? 0
    return "Die Kampagne \(mention(.campaign(id))) findet ihre Kontakte Schritt für Schritt"
  }

  func audience(_ segment: SegmentID) -> Words { "Zielgruppe ist \(mention(.segment(segment)))" }

  var audienceOfAll: Words { "Zielgruppe sind alle" }

  func audienceHead(_ group: Group?) -> Words { "Zielgruppe ist jeder Kontakt, auf den \(saidLast(group))" }

  func exclusion(_ segment: SegmentID) -> Words {
    program.segments[segment].isDefine
      ? "Ausgenommen ist, wer das Kriterium \(mention(.segment(segment))) erfüllt"
      : "Ausgenommen ist, wer zu \(mention(.segment(segment))) gehört"
  }

  func exclusionHead(_ group: Group?) -> Words { "Ausgenommen ist jeder Kontakt, auf den \(saidLast(group))" }

  func steps(_ campaign: Campaign) -> [Words] {
    var steps: [Words] = []
    if !campaign.yieldsTo.isEmpty {
      steps.append("Wen \(or(campaign.yieldsTo.map { mention(.campaign($0)) })) nimmt, der bleibt jener Kampagne")
    }
    if let sample = campaign.sample {
      let (low, high) = (sample.buckets.lowerBound, sample.buckets.upperBound)
      let parts = low == high ? "Teil \(low)" : "die Teile \(low) bis \(high)"
      let by = campaign.sampleSeed.isEmpty ? "" : ", gezogen mit \(quoted(campaign.sampleSeed))"
      steps.append("Davon nur \(parts) von \(sample.of) einer bleibenden zufälligen Teilung\(by)")
    }
    if let purpose = campaign.purpose {
      steps.append("Davon nur, wer für den Zweck \(mention(.purpose(purpose))) angesprochen werden darf")
    } else {
      steps.append("Niemand wird angeschrieben: die Kampagne ist intern")
    }
    if let limit = campaign.limit {
      let best: Words =
        limit.score.map { ", die besten nach \(mention(.score($0)))" } ?? ", die mit den niedrigsten Schlüsseln"
      steps.append("Höchstens \(count(limit.count, "Kontakt", "Kontakte"))\(best)")
    }
    return steps
  }

  func assignment(_ assignment: Assignment, isFirst: Bool, _ group: Group?) -> Words {
    let who = isFirst ? "Wer gefunden ist," : "Wer noch niemanden hat,"
    var words = Words(text: who + " geht an ")
    switch assignment.target {
    case .team(let team):
      let method =
        switch assignment.method {
        case .roundRobin: "reihum"
        case .leastLoaded: "an das Mitglied mit den wenigsten"
        case .weighted: "nach Gewichten"
        }
      words.append("\(mention(.team(team))), \(method)")
    case .person(let address): words.append(Words(text: address))
    case .previousOwner: words = "\(who) bleibt bei der Person, die den Kontakt schon betreut"
    }
    if let capacity = assignment.capacity {
      let each = if case .person = assignment.target { "" } else { " für jeden" }
      words.append(", höchstens \(self.capacity(capacity))\(each)")
    }
    if assignment.condition != nil { words.append(" – wenn \(saidLast(group))") }
    return words
  }

  func statuses(_ statuses: [MemberStatus]) -> Words {
    let names = statuses.map { Words(text: quoted($0.name)) }.joined(", ")
    let responses = statuses.filter(\.isResponse).map { Words(text: quoted($0.name)) }
    let words = "Ein Mitglied hat einen dieser Status: \(names)" as Words
    return responses.isEmpty ? words : "\(words); als Antwort zählt \(or(responses))"
  }

  func campaignEnd(_ campaign: Campaign) -> [Words] {
    var words: [Words] = []
    if let score = campaign.score { words.append("Die Leads werden nach \(mention(.score(score))) bewertet.") }
    if let project = campaign.project {
      let funnel: Words = campaign.funnel.map { ", das dem Trichter \(mention(.funnel($0))) folgt" } ?? ""
      words.append("Die Kampagne gehört zum Projekt \(quoted(spaced(project)))\(funnel).")
    }
    if campaign.isSnapshot {
      words.append("Die Zielgruppe ist die des ersten Laufs und ändert sich nicht mehr.")
    }
    return words
  }
}
