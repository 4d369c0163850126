// Words of tool names, paths and descriptions in the languages that teams of phone agents write: English, Spanish, German, French, Portuguese,
// Italian, Dutch and Catalan; without accents, since names have none.

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** takingWords delete, cancel or end something. */
export const takingWords = words(`
  delete destroy remove erase purge wipe cancel cancels cancellation cancellations cancelation terminate revoke void unsubscribe
  cancelar cancela cancelacion cancelaciones borrar borra eliminar elimina suprimir suprime anular anula anulacion anulaciones revocar
  stornieren storniere stornierung storno loeschen loesche loschen kuendigen kuendige kundigen kuendigung kundigung absagen absage entfernen
  widerrufen
  annuler annule annulation annulations supprimer supprime suppression resilier resilie resiliation effacer
  excluir remover cancellare cancella cancellazione annullare annulla annullamento disdire disdetta eliminare rimuovere rimuovi
  verwijderen verwijder annuleren annuleer opzeggen esborrar
`)

/** moneyWords move money. */
export const moneyWords = words(`
  refund refunds pay pays payment payments payout payouts charge charges purchase debit donate donation
  reembolso reembolsos reembolsar reembolsa pago pagos pagar paga cobro cobros cobrar transferencia transferencias
  zahlung zahlungen bezahlen bezahlung auszahlung auszahlen rueckerstattung rueckerstattungen ruckerstattung erstattung erstattungen
  erstatten rueckzahlung abbuchen abbuchung gutschrift lastschrift
  remboursement remboursements rembourser paiement paiements payer virement virements prelevement
  pagamento pagamentos pagamenti estorno estornar pagare rimborso rimborsi rimborsare bonifico betaling betalingen betalen terugbetaling terugbetalen
  pagament reemborsament
`)

/** moneyWordsWithAmount move money when there is an amount or an account beside them; a call is transferred too. */
export const moneyWordsWithAmount = words(`
  transfer transfers wire deposit deposits withdraw withdrawal withdrawals credit credits topup recharge tip tips
  transferir recargar recarga abonar abono ingresar ueberweisung ueberweisen uberweisung uberweisen aufladen crediter accreditare
`)

/** benignWords make of a payment something that is only about it. */
export const benignWords = words(`
  link links method methods reminder reminders note notes comment comments receipt receipts email mail sms message status details info
  question dispute disputes plan plans
  enlace enlaces metodo metodos recordatorio nota notas comentario recibo recibos justificante mensaje estado
  zahlungslink erinnerung notiz beleg quittung lien liens moyen moyens rappel recu promemoria ricevuta lembrete
`)

/** recordWords name records that carry an amount without moving it: a deal, a quote, a product. */
export const recordWords = words(`
  deal deals opportunity opportunities lead leads quote quotes estimate estimates product products item items listing expense expenses budget
  offer offers variant meter reading readings object objects contact contacts company companies
  case cases alert alerts complaint complaints meldung caso casos
  oportunidad oportunidades presupuesto presupuestos producto productos oferta ofertas gasto gastos lectura
  angebot angebote produkt produkte artikel ausgabe zaehlerstand devis produit produits offre offres depense orcamento preventivo prodotto
`)

/** recordingWords name what is kept of a call. */
export const recordingWords = words(
  'summary transcript protokollieren journaliser resumen transcripcion zusammenfassung transcription riepilogo resumo samenvatting',
)

/** callWords name the call itself. */
export const callWords = words('call conversation llamada anruf gespraech appel chamada chiamata gesprek trucada')

/** noteWords name what somebody writes down. */
export const noteWords = words('note notes nota notas notiz appunto notitie outcome')

/** amountWords call a number a sum of money. */
export const amountWords = words(
  'amount amounts importe importes monto betrag montant importo bedrag quantia euro euros eur dollars usd cents pence gbp',
)

/** readingWords begin the name of a tool, or the end of a path, that only looks something up. */
export const readingWords = words(`
  find finds search searches check checks get gets list lists lookup look query queries verify verifies validate calculate calc compute estimate quote
  preview simulate fetch read count show view filter compare suggest match detect identify translate retrieve track browse inspect availability
  available autocomplete freebusy authenticate login geocode recommend determine jql soql sql predict forecast
  buscar busca busqueda consultar consulta comprobar comprueba verificar verifica validar obtener obten listar calcular calcula ver mostrar leer
  localizar encontrar estimar cotizar disponibilidad identificar simular simula traducir traduce predecir comparar
  suchen suche finden finde pruefen pruefe prufen abfragen abfrage abrufen holen hole lesen anzeigen berechnen auflisten ermitteln nachschlagen zeigen
  zeige verfuegbarkeit vergleichen simulieren uebersetzen ubersetzen schaetzen schatzen vorhersagen
  chercher rechercher recherche trouver verifier consulter obtenir lister calculer lire afficher estimer disponibilite simuler traduire comparer
  procurar pesquisar pesquisa obter mostra ler cercare cerca trovare trova controllare controlla ottenere leggere leggi elencare calcolare calcola
  verificare simulare simula stimare stima tradurre traduci confrontare traduzir
  zoek zoeken vind vinden controleer haal bekijk lees toon bereken berekenen schat vertaal vergelijk comprovar
`)

/** readingEnds end such a name. */
export const readingEnds = words(`
  search lookup query check availability freebusy busqueda consulta disponibilidad suche abfrage suchen finden pruefen prufen abfragen abrufen holen
  lesen anzeigen berechnen auflisten ermitteln nachschlagen zeigen vergleichen simulieren uebersetzen ubersetzen schaetzen schatzen recherche
  disponibilite pesquisa ricerca zoeken vinden
`)

/** writingWords begin the name of a tool that changes something, whatever its description begins with; none that is a noun as well. */
export const writingWords = words(`
  create add update send make reschedule register submit close change edit modify move assign put patch save notify confirm approve reject
  start stop enable disable activate issue grant apply upload subscribe escalate return renew extend unblock reset merge
  crear crea anadir actualizar enviar envia reservar registrar abrir cerrar cambiar modificar mover asignar guardar solicitar confirmar devolver
  erstellen erstelle anlegen aktualisieren senden sende buchen buche reservieren aendern aendere verschieben speichern bestaetigen bestellen melden
  creer ajouter modifier envoyer reserver enregistrer ouvrir fermer changer deplacer confirmer commander
  criar adicionar atualizar alterar creare aggiungere inviare prenotare modificare prenota
`)

/** tellingWords begin the description of a tool that only tells something. */
export const tellingWords = words(`
  finds find searches search looks look lists list gets get tells tell checks check shows show reads read fetches fetch retrieves retrieve returns
  calculates calculate computes estimates verifies verify validates validate counts says queries determines compares works
  predicts forecasts translates simulates previews recommends suggests identifies detects geocodes
  busca buscar consulta consultar comprueba comprobar verifica verificar valida obtiene obtener muestra mostrar lista listar lee calcula calcular
  encuentra localiza dice simula traduce estima predice compara recomienda sucht suche findet finde pruft prueft prufe liest zeigt zeige listet
  ermittelt berechnet nennt schaut vergleicht validiert
  uberpruft ueberprueft simuliert ubersetzt uebersetzt schatzt schaetzt cherche chercher recherche trouve verifie consulte affiche liste lit calcule
  obtient compare simule traduit estime
  procura pesquisa mostra obtem encontra traduz cerca trova legge controlla elenca calcola stima verifica confronta zoekt vindt controleert toont
  leest berekent schat vertaalt vergelijkt comprova llegeix
`)
