//! The names of Jira's own columns, in the languages it speaks.

use crate::exchange::assembly::Take;

const PERSON_NUMBER: Take = Take::Drop("a number of an account");
const PROJECT: Take = Take::Drop("about the project, not the item");
pub(super) const SUM: Take = Take::Drop("worked out from other columns");
/// Labels hold no spaces. In a column that stands once somebody may have parted them by commas.
pub(super) const LABELS: Take = Take::Labels(&[' ', ',', ';']);

/// Folded names of columns: English first, then Spanish, Portuguese, Polish, German, French, Dutch,
/// and in rows of their own Norwegian, Danish and Finnish, and Italian, Swedish, Czech, Turkish, Russian, Japanese, Chinese (both), Korean.
pub(super) const COLUMNS: &[(Take, &str)] = &[
    (
        Take::Title,
        "summary resumen resumo podsumowanie zusammenfassung résumé resume samenvatting titel",
    ),
    (
        Take::Key,
        "issuekey key workkey workitemkey clavedeincidencia clavedelaincidencia clavedeactividad clave \
         chavedaitem chavedoitem chavedapendência chave kluczzgłoszenia klucz vorgangsschlüssel schlüssel \
         clédeticket cléduticket clédedemande clé itemcode issuecode issuesleutel itemsleutel sleutel",
    ),
    (
        Take::Number,
        "issueid workitemid iddeincidencia iddelaincidencia iddelaactividad iddaitem iddoitem iddapendência \
         idzgłoszenia identyfikatorzgłoszenia vorgangsid iddeticket iduticket idduticket iddedemande itemid",
    ),
    (
        Take::Type,
        "issuetype worktype workitemtype tipodeincidencia tipodeactividad tipodeitem tipodoitem tipodependência \
         tipodeproblema typzgłoszenia vorgangstyp typedeticket typededemande itemtype issuesoort type",
    ),
    (Take::Status, "status estado stan état etat statut"),
    (
        Take::Category,
        "statuscategory categoríadeestado categoríadelestado categoriadeestado categoriadostatus \
         categoriadestatus kategoriastatusu kategoriastanu statuskategorie catégoriedétat catégoriedestatut \
         statuscategorie",
    ),
    (
        Take::Changed,
        "statuscategorychanged categoríadeestadocambiada cambiodecategoríadeestado categoríadeestadomodificada \
         categoriadostatusalterada zmianakategoriistatusu zmienionokategorięstatusu statuskategoriegeändert \
         catégoriedétatmodifiée catégoriedestatutmodifiée statuscategoriegewijzigd",
    ),
    (
        Take::Resolution,
        "resolution resolución resolução rozwiązanie lösung résolution oplossing",
    ),
    (
        Take::Assignee,
        "assignee personaasignada responsable responsável osobaprzypisana przypisany zugewieseneperson \
         zugewiesenerbenutzer bearbeiter personneassignée attribuéà toegewezenpersoon uitvoerder behandelaar",
    ),
    (Take::Kind, "statekind"),
    (
        Take::RequestedBy,
        "reporter informador informante relator zgłaszający osobazgłaszająca autor rapporteur melder",
    ),
    (
        Take::Created,
        "created creada creado criado criada utworzono utworzone erstellt création créé créée gemaakt aangemaakt \
         gecreëerd",
    ),
    (
        Take::Done,
        "resolved resuelta resuelto resolvido resolvida rozwiązano rozwiązane erledigt gelöst résolu résolue \
         opgelost",
    ),
    (
        Take::Description,
        "description descripción descrição opis beschreibung beschrijving",
    ),
    (
        LABELS,
        "labels label etiquetas rótulos etykiety stichwörter étiquettes",
    ),
    (
        Take::Labels(&[]),
        "components component componentes componente komponenty składniki komponenten composants composant \
         componenten onderdelen",
    ),
    (
        Take::Release,
        "fixversions fixversion versionescorregidas versióncorregida corregirversiones corregirversión \
         versõescorrigidas versãocorrigida corrigirversões wersjenaprawy naprawionewersje wersjadocelowa \
         lösungsversionen lösungsversion versionscorrigées versioncorrigée oplossingsversies opgelostinversies",
    ),
    (Take::Sprint, "sprint sprints"),
    (
        Take::Comment,
        "comment comments comentario comentarios comentário comentários komentarz kommentar commentaire opmerking \
         reactie",
    ),
    (
        Take::Parent(0),
        "parentkey claveprincipal clavedelprincipal chaveprincipal chavepai chavedopai kluczelementunadrzędnego \
         kluczrodzica übergeordneterschlüssel cléparent cléparente cléduparent bovenliggendesleutel",
    ),
    (
        Take::Parent(1),
        "parent principal pai elementnadrzędny nadrzędny rodzic übergeordnet übergeordnetesvorgang bovenliggend \
         bovenliggenditem",
    ),
    (
        Take::Parent(2),
        "parentid parentissueid iddeprincipal idpai",
    ),
    (
        Take::Keep,
        "priority environment duedate affectsversions affectsversion attachment logwork securitylevel",
    ),
    (
        Take::Keep,
        "originalestimate remainingestimate timespent epicname",
    ),
    (Take::Count, "votes votos głosy stimmen stemmen голоса"),
    (
        Take::Drop("who watches it"),
        "watchers observadores interesados obserwatorzy obserwujący beobachter volgers observateurs seguidores",
    ),
    (
        PERSON_NUMBER,
        "assigneeid reporterid creatorid watchersid projectleadid idderesponsable iddepersonaasignada \
         iddelapersonaasignada iddelinformador iddelcreador iddelosinteresados iddelresponsabledelproyecto \
         iddoresponsável iddorelator iddocriador iddosobservadores iddoresponsávelpeloprojeto idosobyprzypisanej \
         idosobyzgłaszającej idtwórcy idobserwujących idlideraprojektu iddolíderdoprojeto iddosseguidores \
         iddecréateur idducréateur iddelapersonneassignée idderapporteur idduraporteur iddurapporteur \
         idderesponsabledeprojet iddeschefdeprojet iddechefdeprojet iddesobservateurs iddesobservateur \
         idderzugewiesenenperson autorenid autorid erstellerid beobachterid projektleiterid \
         idvantoegewezenpersoon idvanmelder idvanmaker idvanvolgers idvanprojectleider",
    ),
    (
        Take::Drop("who typed it in; the reporter is taken"),
        "creator creador criador autorzgłoszenia twórca ersteller créateur maker",
    ),
    (
        PROJECT,
        "projectkey projectname projecttype projectlead projectdescription projecturl clavedelproyecto \
         nombredelproyecto tipodeproyecto responsabledelproyecto descripcióndelproyecto chavedoprojeto \
         nomedoprojeto tipodeprojeto descriçãodoprojeto kluczprojektu nazwaprojektu typprojektu liderprojektu \
         opisprojektu projektschlüssel projektname projekttyp clédeprojet cléduprojet nomduprojet nomdeprojet \
         typedeprojet typeduprojet chefdeprojet chefduprojet responsableduprojet responsabledeprojet \
         descriptionduprojet descriptiondeprojet urlduprojet urldeprojet líderdoprojeto urldoprojeto \
         projektleiter projektbeschreibung projekturl projectsleutel projectnaam projectleider \
         projectbeschrijving",
    ),
    (
        Take::Drop("git knows when a file changed"),
        "updated actualizada actualizado atualizado atualizadoa zaktualizowano aktualisiert bijgewerkt miseàjour \
         misàjour",
    ),
    (
        Take::Drop("who looked at it when says nothing about the item"),
        "lastviewed vistaporúltimavez ostatniowyświetlane zuletztangezeigt dernieraffichage dernièreconsultation \
         últimavisualização laatstbekeken laatstweergegeven",
    ),
    (
        SUM,
        "workratio relacióndetrabajo stosunekpracy razãotrabalhada ratiodutravailréelcomparéàlestimation \
         ratiodetravail arbeitsverhältnis arbeitsquote werkverhouding",
    ),
    (Take::ParentTitle, "parentsummary"),
    (Take::Title, "sammendrag resumé yhteenveto"),
    (
        Take::Key,
        "saknøkkel saksnøkkel sagsnøgle tapahtumanavain asianavain tehtävänavain pyynnönavain",
    ),
    (
        Take::Number,
        "sakid saksid sagsid tapahtumantunnus asiantunnus tehtäväntunnus",
    ),
    (
        Take::Type,
        "sakstype sagstype tapahtumantyyppi asiantyyppi tehtäväntyyppi pyynnöntyyppi",
    ),
    (Take::Status, "tila"),
    (Take::Resolution, "løsning ratkaisu"),
    (
        Take::Assignee,
        "tildelt tildelttil ansvarlig vastuuhenkilö käsittelijä",
    ),
    (
        Take::RequestedBy,
        "innmelder rapportør indberetter raportoija ilmoittaja",
    ),
    (Take::Created, "opprettet oprettet luotu"),
    (Take::Done, "løst ratkaistu"),
    (Take::Description, "beskrivelse kuvaus"),
    (LABELS, "tunnisteet"),
    (Take::Labels(&[]), "komponentit"),
    (
        Take::Release,
        "løstiversjoner løstiversioner korjausversiot",
    ),
    (Take::Comment, "kommentti"),
    (Take::Parent(1), "overordnet ylätaso"),
    (
        Take::Drop("git knows when a file changed"),
        "oppdatert opdateret päivitetty",
    ),
    (
        Take::Title,
        "riepilogo sammanfattning souhrn özet тема резюме 要約 概要 摘要 主题 요약",
    ),
    (
        Take::Key,
        "chiaveticket chiaverichiesta chiaveelemento ärendenyckel klíčpožadavku klíčúkolu sorunanahtarı ключпроблемы \
         ключзадачи ключзапроса 課題キー 作業項目キー 问题关键字 事务关键字 議題金鑰 議題索引鍵 問題金鑰 이슈키 업무키",
    ),
    (
        Take::Number,
        "idticket idrichiesta idelemento ärendeid idpožadavku idúkolu sorunkimliği idпроблемы idзадачи idзапроса 課題id \
         作業項目id 问题id 事务id 議題id 問題id 이슈id 업무id",
    ),
    (
        Take::Type,
        "tipoditicket tipoticket tipodirichiesta ärendetyp typpožadavku typúkolu soruntürü sorunturu типзадачи типпроблемы \
         типзапроса 課題タイプ 作業タイプ 问题类型 事务类型 議題類型 問題類型 이슈유형 업무유형",
    ),
    (
        Take::Status,
        "stato stav durum статус ステータス 状态 狀態 상태",
    ),
    (
        Take::Category,
        "categoriastato categoriadistato statuskategori kategoriestavu durumkategorisi категориястатуса \
         ステータスカテゴリー ステータスカテゴリ 状态类别 狀態類別 상태범주 상태카테고리",
    ),
    (
        Take::Resolution,
        "risoluzione lösning řešení çözüm решение резолюция 解決状況 解决结果 解決結果 해결책",
    ),
    (
        Take::Assignee,
        "assegnatario tilldelad přiřazeno atanan исполнитель 担当者 经办人 受理人 담당자",
    ),
    (
        Take::RequestedBy,
        "segnalatore rapportör zadavatel raporlayan автор 報告者 报告人 報告人 보고자",
    ),
    (
        Take::Created,
        "creata skapad skapat vytvořeno oluşturuldu oluşturulma создано 作成日 作成 创建日期 已创建 已建立 建立日期 생성일 만듦",
    ),
    (
        Take::Done,
        "risolto risolta löst vyřešeno çözüldü датарешения решено 解決日 解決済み 已解决 解决日期 已解決 해결일 해결됨",
    ),
    (
        Take::Description,
        "descrizione beskrivning popis açıklama описание 説明 描述 설명",
    ),
    (
        LABELS,
        "etichette etiketter štítky etiketler метки ラベル 标签 標籤 레이블",
    ),
    (
        Take::Labels(&[]),
        "componenti komponenter bileşenler компоненты コンポーネント 模块 组件 元件 컴포넌트 구성요소",
    ),
    (
        Take::Release,
        "versionicorrette versionecorretta korrigeradiversion opravenoveverzích düzeltmesürümleri düzeltmesürümü \
         исправитьвверсиях 修正バージョン 修复的版本 修复版本 修正版本 수정버전",
    ),
    (Take::Sprint, "спринт スプリント 冲刺 衝刺 스프린트"),
    (
        Take::Comment,
        "commento komentář yorum комментарий コメント 注释 评论 評論 备注 댓글",
    ),
    (
        Take::Parent(0),
        "chiaveprincipale överordnadnyckel nadřazenýklíč üstanahtar ключродителя 親課題キー 親キー 父关键字 父级关键字 父代金鑰 상위키",
    ),
    (
        Take::Parent(1),
        "principale överordnad nadřazený üstöğe родитель родительскаязадача 親 父 父级 父代 상위항목 상위",
    ),
    (Take::Count, "voti röster hlasy oylar 投票 得票 투표"),
    (
        Take::Drop("who typed it in; the reporter is taken"),
        "creatore skapare tvůrce создатель 作成者 创建者 建立者 만든사람",
    ),
    (
        PROJECT,
        "nomeprogetto nomedelprogetto projektnamn názevprojektu projeadı названиепроекта ключпроекта プロジェクト名 \
         プロジェクトキー 项目名称 项目关键字 專案名稱 專案金鑰 프로젝트이름 프로젝트키",
    ),
    (
        Take::Drop("git knows when a file changed"),
        "aggiornato aggiornata uppdaterad aktualizováno güncellendi обновлено 更新日 更新 已更新 更新日期 업데이트됨 업데이트날짜",
    ),
];
