//! The names of Jira's own columns, in the languages it speaks.

use crate::exchange::assembly::Take;

const PERSON_NUMBER: Take = Take::Drop("a number of an account");
const PROJECT: Take = Take::Drop("about the project, not the item");
pub(super) const SUM: Take = Take::Drop("worked out from other columns");
/// Labels hold no spaces.
const LABELS: Take = Take::Labels(&[' ', ',', ';']);

/// Folded names of columns: English first, then Spanish, Portuguese, Polish, German, French, Dutch.
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
    (
        Take::Drop("the title of the parent, which is taken itself"),
        "parentsummary",
    ),
];
