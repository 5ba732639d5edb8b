//! What columns are called in tools and sheets, by what they mean, in the languages of their users.

use crate::exchange::assembly::take::Take;

const LIST: &[char] = &[',', ';'];

/// Folded names and what they mean; where several columns mean the same, the earlier entry counts.
pub(super) const NAMES: &[(Take, &str)] = &[
    (
        Take::Title,
        "title name summary subject headline storytitle issuetitle taskname titel betreff zusammenfassung título \
         titulo resumen resumo titre résumé tytuł podsumowanie samenvatting onderwerp titolo userstorytitle storyname \
         tasktitle itemname featurename tarea tarefa tâche aufgabe taak attività zadanie назва назвазадачі название \
         задача задание titelpåbrugerhistorie görev başlık タイトル 件名 标题 標題 任务 제목 workitemtitle cardname story userstory task \
         issue item requirement anforderung backlogitem productbacklogitem historia história historiadeusuario \
         históriadeusuário históriadousuário historiadeusuário récitutilisateur brukerhistorie workitem todo todoitem nombre nome nom naam nazwa bezeichnung intitulé libellé \
         nombredelahistoria títulodelahistoria nomedahistória títulodahistória histoireutilisateur récitsutilisateur \
         historiasdeusuario históriasdeusuário userstorys anforderungen aufgaben zadania historyjkaużytkownika \
         historyjkiużytkownika gebruikersverhaal storiautente ユーザーストーリー 用户故事 使用者故事 사용자스토리 kullanıcıhikayesi",
    ),
    (
        Take::Key,
        "key issuekey id storyid referenceid externalid ticket ticketid issueid taskid itemid number no nr ref \
         reference formattedid workitemid iid identifier storynumber userstoryid usid backlogid backlogitemid pbi \
         pbiid cardid featureid requirementid reqid nº código codigo clave chave clé nummer numer номер",
    ),
    (
        Take::Url,
        "url link externalurl webaddress issueurl cardurl",
    ),
    (
        Take::Type,
        "type issuetype worktype workitemtype itemtype kind tracker typ tipo tipodehistoria typzgłoszenia тип 種別 类型",
    ),
    (
        Take::Status,
        "status state schedulestate estado statut stan zustand stage column currentstate workflowstate sectioncolumn list listname situação situacao stato \
         statusindikator статус стан estatus état etat durum ステータス 状態 状态 상태 progress situación bearbeitungsstatus statustarefa",
    ),
    (Take::Category, "statuscategory"),
    (Take::Kind, "statekind"),
    (
        Take::Points,
        "storypoints storypoint points estimate est finalestimate storypointestimate effort size planestimate weight \
         punkte sp estimation storypointspunkte totalpoints estimates estimatedpoints estimatedstorypoints estimatesp \
         pointestimate pts puntos puntosdehistoria puntoshistoria pontos pontosdehistória storypunkte pointsdestory \
         storypunten pointsdeffort pointsdhistoire puntistoria punti punkty estimación estimativa schätzung оцінка \
         оценка storypunkt aufwandsp aufwandinsp punktedergeschichte estimatie schatting inschatting stima stimapunti szacowanie \
         estimationenpoints estimaciónenpuntos estimaciónpuntos puntosestimados pontosestimados pontosdahistória \
         puntosdelahistoria ストーリーポイント 故事点 故事點 스토리포인트 hikayepuanı puan",
    ),
    (
        Take::Created,
        "created createdat createddate creationdate datecreated createdon cardcreateddate opened erstellt creado criado créé \
         fechadecreación fechadecreacion datadecriação datadecriacao datedecréation création creato créée aangemaakt \
         gemaakt utworzono erstelltam datautworzenia 作成日",
    ),
    (
        Take::Started,
        "started startedat startedon startdate activateddate actualstart",
    ),
    (
        Take::Done,
        "done resolved completed completedat closed closedat closeddate donedate datedone finished finishedat resolveddate \
         accepteddate erledigt resolvedat resolvedon completedon completeddate completiondate closedon dateclosed \
         datecompleted finishedon finishdate doneat doneon erledigtam abgeschlossen abgeschlossenam fertigam fertiggestelltam geschlossenam cerrado cerradoel \
         resueltoel completado completadoel terminado finalizado concluído concluídoem finalizadoem encerradoem terminéle \
         clôturéle résolule zakończono ukończono zakończone voltooid voltooidop afgerond afgerondop completatoil chiusoil \
         завершено выполнено закрыто datedefinréelle 完了日 完成日期 완료일 tamamlanmatarihi",
    ),
    (Take::Accepted, "acceptedat acceptedon"),
    (
        Take::Criteria,
        "acceptancecriteria acceptancecriterias acceptancecriterion acceptance ac akzeptanzkriterien \
         criteriosdeaceptación critèresdacceptation acceptatiecriteria kryteriaakceptacji critériosdeaceitação \
         critériosdeaceite criteriosaceptación critèresdacceptance critèresdacceptabilité criteridiaccettazione \
         criteridaccettazione akseptansekriterier akseptkriterier acceptanskriterier acceptanskriterium acceptkriterier \
         accepteringskriterier acceptatievoorwaarden hyväksymiskriteerit hyväksymiskriteeri hyväksymisehdot \
         akceptačníkritéria kritériapřijetí kritériaakceptace критеріїприйняття критерииприёмки критерииприёма \
         критериипринятия 受け入れ条件 受入条件 受け入れ要件 受入要件 验收标准 验收准则 驗收準則 \
         successcriteria successcriterion conditionsofsatisfaction conditionofsatisfaction conditionsofacceptance \
         conditionofacceptance acceptanceconditions satisfactionconditions acceptancetest acceptancetests \
         abnahmekriterien abnahmekriterium akzeptanzkriterium finishedwhen \
         criteriodeaceptación critériodeaceitação critériodeaceite critèredacceptation \
         condicionesdesatisfacción condicionesdeaceptación condiçõesdesatisfação \
         conditionsdesatisfaction conditionsdacceptation warunkiakceptacji warunkisatysfakcji kabulkriterleri \
         kabulölçütleri kabulkoşulları 受け入れ基準 受入基準 验收条件 驗收標準 驗收條件 接受标准 인수조건 인수기준 인수테스트 \
         수용기준 수용조건 승인기준 критерийприёмки",
    ),
    (
        Take::Description,
        "description body details text content notes beschreibung descripción descrição opis beschrijving \
         issuedescription userstorydescription taskdescription taskcontent carddescription storydescription descripcion descricao descrizione desc detalle \
         detalhes omschrijving опис описание açıklama 説明 描述 설명 descriptiondelahistoria descripcióndelahistoria beschreibungen descripciones descrições popis beskrivelse beskrivning 描述信息 내용 内容 statement storystatement userstorystatement",
    ),
    (
        Take::Comment,
        "comment comments kommentar comentario comentarios comentários commentaire commentaires kommentare \
         opmerkingen uwagi коментар комментарий",
    ),
    (
        Take::Labels(LIST),
        "labels label tags tag components component keywords etiquetas etiketten étiquettes etichette schlagwörter \
         schlagworte trefwoorden etykiety мітки метки ラベル 标签",
    ),
    (
        Take::Assignee,
        "assignee assignees assignedto members owner bearbeiter responsible responsable responsável responsavel asignadoa \
         atribuídoa zugewiesenan verantwortlich assigné toegewezenaan assegnatario assegnatoa toegewezen zugewiesen \
         przypisany виконавець исполнитель 担当者 担当 负责人 ownedby owners zugeordnet verantwortlicher verantwortliche zuständig asignado asignada asignados \
         encargado atribuído atribuídopara verantwoordelijke incaricato osobaodpowiedzialna wykonawca \
         经办人 指派给 담당자 sorumlu atanan ответственный відповідальний",
    ),
    (
        Take::RequestedBy,
        "reporter requestedby author requester createdby rapporteur demandeur solicitante melder richiedente \
         zgłaszający auftraggeber stakeholder creator",
    ),
    (
        Take::Value,
        "value businessvalue nutzen valordenegocio valordenegócio geschäftswert valeurmétier bedrijfswaarde",
    ),
    (
        Take::Parent(1),
        "parentkey parentid parentissue parent parenttask parenttaskid parentitem parentstory partof feature epickey epiclink epic épica epica épico epico epik epopeja \
         епік эпик épopée epopée epopeya",
    ),
    (
        Take::Level,
        "outlinelevel indent indentlevel hierarchylevel gliederungsebene niveldeesquema niveauhiérarchique livellostruttura",
    ),
    (
        Take::Outline,
        "outlinenumber wbs wbscode wbsnumber gliederungsnummer pspcode númerodeesquema numérohiérarchique",
    ),
    (
        Take::DependsOn,
        "dependson dependencies blockedby predecessors predecessor dependency predecessorid dependsonid dependencias \
         dependências dépendances abhängigkeiten abhängigvon afhankelijkvan afhankelijkheden dipendenze dipendeda \
         dépendde dependede zależności zależyod",
    ),
    (
        Take::Blocks,
        "blocks blocking successors successorid successor",
    ),
    (
        Take::Sprint,
        "sprint iteration iterationpath cycle cyclename cyclenumber sprintnumber sprintname sprintno спринт スプリント \
         iteración iteração",
    ),
    (
        Take::Release,
        "release fixversion fixversions milestone version targetrelease versión versão meilenstein hito marco targetversion",
    ),
    (Take::Link, "links"),
    (Take::Field("accepted"), "accepted"),
    (Take::Field("urgency"), "urgency"),
    (Take::Field("risk_reduction"), "riskreduction"),
    (Take::Field("cost_of_delay"), "costofdelay"),
    (
        Take::Field("moscow"),
        "moscow moscowpriority prioritymoscow moscowprioritization moscowprioritisation moscowclass moscowpriorität \
         mustshouldcouldwont mustshouldcouldwonthave musthaveshouldhavecouldhavewonthave mscw",
    ),
    (Take::Field("reach"), "reach"),
    (Take::Field("impact"), "impact"),
    (Take::Field("confidence"), "confidence"),
    // `Effort` alone is the size in most tools.
    (Take::Field("effort"), "effortrice"),
    (Take::Field("ease"), "ease"),
    (Take::Field("benefit"), "benefit"),
    (Take::Field("penalty"), "penalty"),
    (Take::Field("risk"), "risk"),
    (Take::Field("objective"), "objective"),
    // `Blocked` alone is a yes or no in most tools.
    (Take::Field("blocked"), "waitsfor"),
    (
        Take::Position,
        "rank order position backlogpriority stackrank",
    ),
];

/// Units of time: an estimate in them is no size.
pub(super) const UNITS: &[&str] = &[
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "d",
    "day",
    "days",
    "md",
    "pd",
    "pt",
    "mandays",
    "persondays",
    "min",
    "minutes",
    "w",
    "week",
    "weeks",
    "month",
    "months",
    "std",
    "stunden",
    "tage",
    "personentage",
    "hora",
    "horas",
    "dia",
    "dias",
    "día",
    "días",
    "heures",
    "jours",
    "jh",
    "ore",
    "giorni",
    "uren",
    "dagen",
    "godziny",
    "dni",
    "годин",
    "часы",
];
