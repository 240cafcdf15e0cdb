/// Made-up contacts that go with the starter rules: 14 companies, 16 persons, 12 activities.
enum StarterContacts {
  static let companies = """
    name,industry,employees,revenue,postcode,city,country,email,tags,agreed,budget,decision_on
    Nordwind Maschinenbau GmbH,Manufacturing,120,18500000,20095,Hamburg,DE,info@nordwind.example,expo,yes,120000,2026-04-15
    Alster Logistik AG,Logistics,85,12400000,22113,Hamburg,DE,info@alster-logistik.example,,yes,40000,2026-10-01
    Hansa Werkzeuge KG,Manufacturing,30,4100000,22844,Norderstedt,DE,post@hansa-werkzeuge.example,expo;webinar,yes,,
    Elbe Verpackung GmbH,Manufacturing,240,39000000,21029,Hamburg,DE,info@elbe-verpackung.example,,no,80000,2026-06-30
    Kontor Spedition GmbH,Logistics,60,9800000,20457,Hamburg,DE,kontakt@kontor-spedition.example,customer,yes,25000,2026-09-01
    Ahrens Metallbau GmbH,Manufacturing,12,1900000,22926,Ahrensburg,DE,buero@ahrens-metallbau.example,,yes,30000,2026-05-20
    Fjord Fracht GmbH,Logistics,95,14200000,24103,Kiel,DE,info@fjord-fracht.example,webinar,yes,10000,
    Holm & Söhne OHG,Retail,45,6100000,20354,Hamburg,DE,laden@holm.example,,yes,15000,
    Bergland Technik GmbH,Manufacturing,150,22000000,80331,München,DE,info@bergland.example,expo,yes,150000,2026-04-01
    Mikro Mechanik,Manufacturing,6,700000,22761,Hamburg,DE,hallo@mikro-mechanik.example,,yes,5000,
    Rival Components GmbH,Manufacturing,180,31000000,22297,Hamburg,DE,sales@rival.example,,yes,200000,2026-03-20
    Küstenlicht Elektronik GmbH,Manufacturing,,5200000,23552,Lübeck,DE,info@kuestenlicht.example,,yes,60000,2026-04-30
    Trave Transport GmbH,Logistics,22,2900000,23558,Lübeck,DE,info@trave-transport.example,webinar,,35000,2026-08-15
    Deich Anlagenbau GmbH,Manufacturing,75,11000000,25335,Elmshorn,DE,info@deich-anlagenbau.example,expo,yes,60000,

    """

  static let persons = """
    company,salutation,first_name,last_name,seniority,job_title,email
    Nordwind Maschinenbau GmbH,Ms,Karin,Brodersen,C-level,Managing Director,k.brodersen@nordwind.example
    Nordwind Maschinenbau GmbH,Mr,Ole,Petersen,Staff,Buyer,o.petersen@nordwind.example
    Alster Logistik AG,Ms,Jana,Wulf,Owner,,j.wulf@alster-logistik.example
    Hansa Werkzeuge KG,Mr,Tim,Lorenzen,Manager,Head of Purchasing,t.lorenzen@hansa-werkzeuge.example
    Elbe Verpackung GmbH,Ms,Silke,Hagen,C-level,Chief Operating Officer,s.hagen@elbe-verpackung.example
    Kontor Spedition GmbH,Mr,Jens,Kruse,Owner,,j.kruse@kontor-spedition.example
    Ahrens Metallbau GmbH,Ms,Meike,Ahrens,Owner,Managing Director,m.ahrens@ahrens-metallbau.example
    Fjord Fracht GmbH,Mr,Björn,Iversen,Manager,Fleet Manager,b.iversen@fjord-fracht.example
    Holm & Söhne OHG,Mr,Arne,Holm,Owner,,a.holm@holm.example
    Bergland Technik GmbH,Ms,Vroni,Huber,C-level,Chief Technology Officer,v.huber@bergland.example
    Mikro Mechanik,Mr,Paul,Sievers,Owner,,p.sievers@mikro-mechanik.example
    Rival Components GmbH,Mr,Frank,Stein,C-level,Chief Executive Officer,f.stein@rival.example
    Küstenlicht Elektronik GmbH,Ms,Nele,Thomsen,Owner,,n.thomsen@kuestenlicht.example
    Trave Transport GmbH,Ms,Gesa,Möller,Owner,,g.moeller@trave-transport.example
    Deich Anlagenbau GmbH,Mr,Hauke,Detlefsen,C-level,Chief Technology Officer,h.detlefsen@deich-anlagenbau.example
    Deich Anlagenbau GmbH,Ms,Wiebke,Jensen,Manager,Project Manager,w.jensen@deich-anlagenbau.example

    """

  static let activities = """
    contact,kind,at,detail
    info@nordwind.example,demo_request,2026-02-20T10:15,web form
    info@nordwind.example,pricing_visit,2026-02-18T09:02,
    info@nordwind.example,pricing_visit,2026-02-19T16:40,
    info@alster-logistik.example,pricing_visit,2026-02-11T11:30,
    info@alster-logistik.example,demo_request,2025-11-03T14:00,trade fair
    buero@ahrens-metallbau.example,demo_request,2026-02-27T08:20,phone
    info@deich-anlagenbau.example,pricing_visit,2026-02-03T13:10,
    info@deich-anlagenbau.example,pricing_visit,2026-02-09T10:45,
    info@deich-anlagenbau.example,pricing_visit,2026-02-25T17:05,
    post@hansa-werkzeuge.example,pricing_visit,2025-12-01T09:30,
    sales@rival.example,pricing_visit,2026-02-28T12:00,
    laden@holm.example,demo_request,2026-02-15T15:00,web form

    """
}
