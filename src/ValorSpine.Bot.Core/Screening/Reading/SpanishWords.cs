using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>The Spanish words that are commonest in answers to a check, each with the English word that stands for it here. Accents are off.</summary>
internal static class SpanishWords
{
    /// <summary>English by Spanish. Words that mean something else in English are left out: "pie", "once", "come".</summary>
    public static readonly FrozenDictionary<string, string> English = """
        ano year|anos years|mes month|meses months|semana week|semanas weeks|dia day|dias days|hora hour|horas hours|desde since|ayer yesterday|hoy today
        uno one|una one|dos two|tres three|cuatro four|cinco five|seis six|siete seven|ocho eight|nueve nine|diez ten|doce twelve|trece thirteen|catorce fourteen|quince fifteen|dieciseis sixteen|diecisiete seventeen|dieciocho eighteen|diecinueve nineteen
        veinte twenty|treinta thirty|cuarenta forty|cincuenta fifty|sesenta sixty|setenta seventy|ochenta eighty|noventa ninety
        primero first|primera first|segundo second|segunda second|tercero third|tercera third|ultimo last|ultima last
        nada nothing|ninguno none|ninguna none|ningun none|nunca never|jamas never|tampoco neither|todavia yet|aun yet|tambien also|solo only|solamente only|mucho much|poco little|gracias thanks|dios god|pero but|excepto except|otra another|otro another
        esas those|esos those|eso that|estas these|estos these|esto this|todo all|todos all|todas all|tengo have|tuve had|tuvo had|tenia had|tiene has|quiero want|queremos want|quisiera want|creo think|estoy am|soy am|mi my|mis my|con with|antes before|ahora now|igual same|iguales same|ambos both|ambas both
        dolor pain|duele hurts|duelen hurts|espalda back|baja low|bajo low|alta high|alto high|cintura lumbar|lumbar lumbar|columna spine|pierna leg|piernas legs|nalga buttock|nalgas buttock|gluteo buttock|muslo thigh|pantorrilla calf|cuello neck|nuca neck|hombro shoulder|hombros shoulders|brazo arm|brazos arms|cadera hip|rodilla knee|rodillas knees|barriga belly|vientre belly|estomago stomach|ingle groin|pecho breast
        dormida numb|dormidas numb|dormido numb|adormecida numb|adormecidas numb|debil weak|debiles weak|debilidad weakness|fiebre fever|escalofrios chills|caida fall|accidente accident|choque crash|orina urine|orinar pee|vejiga bladder
        embarazada pregnant|embarazo pregnancy|amamantando breastfeeding|lactancia breastfeeding|bebe baby|hijo son|hija daughter|hijos kids|nietos grandkids|esposa wife|esposo husband|mama mother|papa father|madre mother|padre father|abuela grandmother|abuelo grandfather|tia aunt|tio uncle|hermano brother|hermana sister
        ejercicio exercise|ejercicios exercises|fisioterapia physio|terapia therapy|quiropractico chiropractor|masaje massage|masajes massage|acupuntura acupuncture|medicina medicine|medicinas medicine|medicamento medicine|medicamentos medicine|pastilla pill|pastillas pills|inyeccion injection|inyecciones injections|bloqueo block|bloqueos blocks|psicologa psychologist|psicologo psychologist
        resonancia mri|tomografia ct|tac ct|radiografia xray|radiografias xrays|cita appointment|esperando waiting|fisura fissure|desgarro tear|anular annular|pequena small|pequeno small|grande large|desgaste wear|artrosis arthritis|artritis arthritis|estenosis stenosis|tumor tumor|infeccion infection|fractura fracture|vertebra vertebra
        cirugia surgery|operacion operation|operado operated|operaron operated|operen operate|operar operate|fusion fusion|tornillo screw|tornillos screws|placa plate|implante implant|agujas needles|aguja needle|azucar sugar|presion pressure|corazon heart|pulmon lung|pulmones lungs|sangre blood|anticoagulante anticoagulant|alergia allergy|alergica allergic|alergico allergic|huesos bones|peso weight
        trabajo work|trabajar work|caminar walk|jugar play|entender understand|opciones options|opcion option|evitar avoid|miedo scared|opinion opinion|noche night|noches nights|peor worse|mejor better|nuevo new
        """.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);
}
