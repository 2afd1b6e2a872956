"""Words for what people worry about, and for its being in good order: what a "no" must speak of to be a denial.

"No bruises" denies a worry; "no coat" is one. Patterns are for lower-case text with straight apostrophes.
"""

from __future__ import annotations

import re

# Something bad, named: where a denial reaches over it, it is denied.
WORRY = re.compile(
    r"\b(?:bruis\w*|marks?|injur\w*|scratch\w*|graz\w*|burns?|burnt|burned|scalds?|scalded|fractur\w*|broken|wound\w*|cuts?|cutting|swell\w*|swollen|rash\w*|"
    r"bleed\w*|pain\w*|hurt\w*|hits?|hitting|slap\w*|smack\w*|punch\w*|kick\w*|push\w*|shov\w*|strangl\w*|assault\w*|violen\w*|abus\w*|threat\w*|shout\w*|"
    r"rows?|argu\w*|fights?|fighting|fought|controlling|coerc\w*|fears?|fearful|afraid|frighten\w*|scared|concern\w*|worr(?:y|ies|ying)|problems?|issues?|"
    r"risks?|danger\w*|harm\w*|self.?harm\w*|suicid\w*|overdose\w*|depress\w*|anxi\w*|struggl\w*|distress\w*|neglect\w*|dirt\w*|hungry|hunger|smells?|smelly|unkempt|"
    r"damp|mould\w*|hazards?|overcrowd\w*|homeless\w*|evict\w*|arrears|drugs?|drug|alcohol|drinks?|drinking|drinker|drunk\w*|booze|cannabis|weed|heroin|cocaine|opiates?|"
    r"substances?|intoxicat\w*|weapons?|knife|knives|guns?|blades?|gangs?|deal(?:ing(?! with)|ers?)|county lines|exploit\w*|groom\w*|older (?:boys?|men|man|friends?|people|partner)|traffick\w*|"
    r"forced marriage|forced|fgm|missing|truant\w*|truancy|absences?|absent|unauthori[sz]ed|alone|unattended|unsupervised|by (?:him|her)self|by themselves|on (?:his|her|their) own|"
    r"asb|anti.?social|crimes?|criminal\w*|offen[cd]\w*|arrest\w*|convict\w*|cautions?|trouble|vandal\w*|damage|graffiti|stole\w*|steal\w*|theft|nick(?:ed|ing)|victims?|bull(?:y|ied|ying)|"
    r"disclos\w*|allegations?|delays?|falter\w*|seizures?|fits|pregnan\w*|sexual\w*|sexuali[sz]ed|touched (?:him|her|them|inappropriate\w*)|safeguarding|nai|unexplained|suspicio\w*|inconsisten\w*|"
    r"hostil\w*|markers?|call.?outs?|notifications?|incidents?|accidents?|attendances|admissions?|symptoms?|abnormalit\w*|deteriorat\w*|emergency|"
    r"raised voices|disturbances?|tears|crying|upset|withdrawn|aggress\w*|lash\w*|finger on|laid a (?:finger|hand)|a hand on|plan(?= (?:or|to (?:die|end|hurt)))|intent\b|"
    r"thoughts of|overtones?|trolled|online asking|roughly|infections?|head lice|nits|thin|underweight|weight loss|refused|excluded|exclusions?|debts?|"
    r"low mood|teary|tearful|illness|ill|sick|fever|missed|odd|untoward|nasty|dodgy|amiss|off about|"
    r"homicidal|psycho\w*|paranoi\w*|hallucinat\w*|relaps\w*|using|injecting|smok\w*|vap\w*|pattern|secretive|unsafe|leaving (?:him|her|them)|left (?:him|her|them|alone|on|in sole)|"
    r"scream\w* at|bumps|scrapes|paraphernalia|bottles?|tantrums?|meltdowns?|damag(?:ed|ing)|mugged|robbed|tricked|losse?s?|"
    r"raise[ds]? (?:a|his|her) (?:hand|voice)|laid a|cross word|lice|sores|decay|conditions needing|untreated|runaway|sleeping rough|charged with|accused of|"
    r"cancel\w*|turned (?:anybody|anyone) away|refusals?|daft|bother\w*|selling|carrying|presents|contact from|no.shows?|out (?:late|at night|causing)|"
    r"(?:trips|visits) to (?:a&e|hospital|casualty|minors)|second phone|hands? (?:him|her|it) off|being left|forc(?:es|ing)|unkind|mean to|"
    r"thrown out|kicked out|sofa.?surf\w*|die|dying|kill\w*|end (?:his|her|their|it|my)|sell\w*|jumped|ignor\w*|split|run(?:ning)? (?:off|away)|ran (?:off|away)|restrict\w*|gifts|cold|died|dead|deaths?|bereave\w*|divorc\w*|faint\w*|collaps\w*|vomit\w*|diarrh\w*|wheez\w*|limp\w*|"
    r"(?:lost|losing) (?:\w+ )?weight|bit(?:es?|ing|ten)|stiff\w*|rigid\w*|flinch\w*|clingy|regress\w*|stammer\w*|letharg\w*|sad|purple|blue|red|fell|fallen|left with|low|detained|starv\w*|rats)\b"
)
# What a child needs or somebody waits for: that there is none of it is no denial of a worry.
_NEEDED = (
    r"(?:(?:any|an|a|the|his|her|their|clean|hot|warm|proper|mum|dad) )?(?:food|milk|formula|meals?|heat\w*|electric\w*|gas|water|bed\w*|mattress\w*|adults?|parents?|mums?|mam|mother|dads?|father|carers?|grown.?ups?|nobody|napp\w+|cloth\w*|"
    r"coats?|shoes|uniform|him|her|them|life|contact|one|reply|replies|answers?|improve\w*|changes?|reasons?|explanation|account|interest|boundar\w+|routines?|supervis\w+|toys?|books?|furniture|money|sleep|progress|"
    r"support|help|idea|warmth|affection|love|eye|baby|child|letting|stopping|remorse|settling|bond\w*|medic\w+|treatment|vaccin\w+|immuni\w+|appointments?|end|care|space|room|exits?)\b"
)
# Said so, it is denied whatever it is: "none seen", "nothing to report", "nil of note".
DENIES_ALL = re.compile(
    r"\b(?:nothing (?:of (?:note|concern)|to (?:report|note|suggest|worry|indicate|add)|unexplained|unusual|untoward|odd|missed|like that|anywhere|new|abnormal|seen|heard|found|on (?:his|her|their) (?:arms?|legs?|body|back|face|skin|record|system|file))|"
    r"nil (?:of note|on|else|to report|current|today|noted|found|seen)|nad\b|none (?:seen|found|noted|known|reported|today|at all|of that)|(?:found|saw|had|seen|there (?:is|was|were|are)) none|"
    r"no (?:\w+ )?(?:needles|bottles|cans|drugs|pills|weapons|mould|damp|smell|mess|clutter|visitors|men|strangers)(?: \w+)? (?:anywhere|at any point|to speak of|whatsoever|seen|found|noted|reported|about)|"
    r"no (?:evidence|indications?|suggestions?) (?:of|that) (?!" + _NEEDED + r")|"
    r"(?:da |routine |domestic abuse )?(?:enquiry|screen\w*|tests?|swabs?|urines?|readings?|results?|bloods?|x.?rays?) (?:\w+ )?(?:negative|clear|normal|fine|all right|zero)|breath test (?:zero|clear|negative)|"
    r"negative (?:for|each|every)|(?:came back|was|is|were|all|routine enquiry|screens?|tests?) (?:clear|negative)|not a (?:scratch|mark|bruise|drop|bit of it|pattern|worry|concern)|"
    r"(?:nobody|no.?one)(?: in (?:his|her|their|the) (?:family|house|home))?(?:'s| has| have| had)(?: been)? (?:died|bereaved|separated|split|arrested|evicted|moved out)|"
    r"(?:nobody|no.?one)(?:'s| has| is| was| at home)? (?:\w+ )?(?:tried|hurts?|forces|touche[sd]|gives? (?:him|her|them) things|done anything|does anything|unkind|been mean|bothered)|(?:there is|there's|is|was|were|there are|has had) nothing wrong with|(?:never|not once|not|n't) (?:\w+ )?(?:had (?:a|any) (?:cause|reason) to)|(?:has|have|had|'s|'ve)(?:n't| not| never) (?:once |ever )?(?:seen (?:a|any|one) (?:mark|bruise|scratch|bump|cause)|touched (?:him|her|them|the (?:kids|children|girls|boys|baby))|raised (?:a|his|her) |laid |lifted |gone (?:missing|off)|fallen behind|done anything|missed (?:a|one|any)|come (?:in )?(?:hungry|dirty)|declined|refused|cancelled)|never (?:seen (?:a|any) (?:mark|bruise|scratch)|lifted a|raised (?:a|his|her) |touched the|a cross word|misses a|missed a)|denies any(?: thoughts| of (?:it|this|that))?(?=\W*$)|clear of (?:marks|bruises)|no baby is coming|(?:is|are|was|were|has been|have been)(?:n't| not| never) (?:being |been |once |ever )?(?:left (?:alone|in (?:wet|dirty|soiled))|left(?=\W*$)|mugged|robbed|refused|thrown out)|never (?:seen|had|been) (?:any|a (?:worry|concern|problem|mark))|never on any plan|(?<!said )(?<!says )(?<!say )(?<!saying )no to (?:all|every|each)|no to (?:\w+ ){1,5}questions)\b"
)
# Said to be in good order, plainly enough to speak against the sign.
IN_ORDER = re.compile(
    r"\b(?:(?:account|story|history|explanation|version)s? (?:is |are |was |were |all )*(?:consistent|clear|plausible|fits?|matche[sd]|(?:the )?same)|(?:clear|consistent|plausible) (?:account|story|history|explanation)|"
    r"(?:fully |all |well |independently )?witnessed|seen to happen|saw (?:it|him|her|them) (?:fall|trip|happen|do it)|(?:fully|already|since|medically|innocently) explained|birth ?marks?|"
    r"well (?:cared for|looked after|dressed|fed|kept|nourished|presented|supervised|controlled|managed|supported)|(?<!from )(?:spotless|faultless|dressed beautifully|sound, (?:dry|warm)|clean and (?:warm|tidy|dry|gaining|well))|"
    r"(?:mum|dad|mam|both|parents?|carer)s? (?:\w+ )?(?:sober|attentive|appropriate|engaged|gentle)|(?:bonding|coping|doing|eating|feeding|sleeping|attending|growing|breathing|engaging) (?:very |really )?(?:well|fine)|"
    r"always (?:clean|warm|supervised|collected|brought|there|on time)|present and correct|whereabouts (?:are |is )?known|(?:knows|knew) exactly where (?:he|she|they)|(?:was|were|is|are) (?:always )?(?:supervised|accompanied)|"
    r"(?:is|are|was|were|been|be|eats?|sleeps?|always|comes? in|clearly|nicely|both) (?:\w+ )?(?:fed and (?:warm|clean|dry)|warm and fed|well turned out|clean and (?:fed|happy|chuffed)|beautifully (?:looked after|turned out|kept|clean))|"
    r"clean,? (?:fed|warm (?:coats?|clothes)|well turned out|bonny)|(?:clean|fresh) (?:nappy|nappies|cot|clothes|bedding|jumper|uniform)|(?:house|home|flat|bedroom|it) (?:is |was |were )?(?:\w+ )?(?:warm|dry and warm|warm and (?:dry|tidy|clean)|tidy)\b|"
    r"(?:always|usually) (?:collected|picks? (?:him|her|them) up|there|in when|at (?:home|every)|got clean)|(?:picks|collects) (?:him|her|them) up (?:each|every) (?:day|afternoon|night)|(?:is|are|'s|been) (?:always |both )?(?:at|to) every (?:meeting|appointment|visit|review)|attended every|"
    r"(?:engag(?:es?|ing)|work(?:s|ing)?) (?:well )?with (?:everything|everyone|all|us)|signed up (?:for|to) (?:all|everything)|accepted (?:absolutely )?(?:everything|all)|brings? (?:him|her|them) to everything|"
    r"(?<!nobody )(?<!no one )(?<!of them )(?<!not )(?<!n't )know(?:s|n)? (?:exactly )?where (?:he|she|they) (?:is|are|was|were)|(?:is|'s|are) home every night|sleeps? at home every|(?:somebody|someone|an adult|grandma|nan|gran|nana|mum|dad)(?:'s| is| are|'re)? (?:always )?(?:in )?with (?:him|her|them)\b|both parents in\b|"
    r"attendance (?:is |was |at )?(?:9[5-9]|100) ?(?:%|per ?cent)|(?:never|hardly ever) misses|chattering away|on track|above all cut.?offs|safe at home|feels? safe|seen by (?:the|a|his|her) (?:gp|nurse|doctor|paediatrician)(?= (?:and|yesterday|today|same|the same))|"
    r"(?:took|had|brought) (?:him|her|them) to (?:the |a )?(?:gp|doctor\w*|walk.?in|hospital|a&e) (?:straight|at once|the same|that|within|same)|it (?:has |had |just |all )?(?:washed|rubbed|wiped) (?:straight |right )?off(?! (?:them|him|her))|it was (?:ink|paint|pen|felt.?tip|beetroot|jam|chocolate|make.?up|henna)|"
    r"lovely (?:together|interaction)|(?:goes|ran|runs) to (?:him|her|mum|dad|them) (?:for (?:comfort|a cuddle)|arms)|settles when (?:she|he|mum|dad)|(?:was|were|is|are|both|stone.cold) sober|steady on (?:his|her|their) feet|turned up (?:safe|in (?:his|her))|"
    r"promptly|age.appropriate|both (?:have )?caught up|plenty of food (?:here|in)|cupboards? (?:is |are |was |were )?full|fridge (?:is |was )?full)\b"
)
# After "not" these make the denial the sign itself: "did not seek help for the burn", "won't stop hitting".
NOT_DONE = re.compile(
    r"\s*(?:\w+ly |even |been |have |be |to |yet |want(?:ed)? to |going to |able to |being |got |get |have |had )*(?:seek\w*|sought|take|taken|taking|took|bring|brought|report\w*|call(?:ed|ing)?|ring|rang|rung|tell|told|ask\w*|stop\w*|treat\w*|notic\w*|protect\w*|wants?|wanted|"
    r"let|lets|letting|allow\w*|car(?:e|es|ed|ing)|mind\w*|bother\w*|worried|intend\w*|believ\w*|accept\w*|admit\w*|agree\w*|attend\w*|turn\w*|engag\w*|answer\w*|respond\w*|reply|replied|"
    r"com(?:e|es|ing)|came|go|goes|going|gone|went|eat\w*|ate|sleep\w*|slept|wash\w*|speak\w*|spoke\w*|talk\w*|look\w*|cop(?:e|es|ed|ing)|fit|fits|sit|settl\w*|see|seen|saw|heard|hear|give|gives|given|gave|giving|"
    r"work\w*|safe|match\w*|add\w*|say|says|said|open\w*|collect\w*|pick\w*|show\w*|play\w*|walk\w*|know\w*|learn\w*|listen\w*|help\w*|manag\w*|control|deal|understand\w*|recogni[sz]\w*|"
    r"supervis\w*|watch\w*|check\w*|wait\w*|leav\w*|home|back|in school|at school|enough|well|right|normal|breathing|breathe|moving|responding|waking|wake|conscious|feed\w*|fed|change\w*|clean\w*|dress\w*|"
    r"energy|strength|fight left|words|hospital|painkillers|access|reaction|interest|eye contact|explanation|account|reason|food|heating|coat|shoes|bed|trust\w*|like|likes|liked|love\w*|hold\w*|comfort\w*|hug\w*|smil\w*|react\w*|babbl\w*|crawl\w*|interact\w*|sure|certain|happy|willing|prepared|ready|allowed|registered|enrolled|on roll)\b"
)
# What somebody will not or cannot do is told as a sign ("won't sleep alone"), except what a practitioner cannot find.
NOT_WILLING = re.compile(r"won'?t|can'?t|couldn'?t|wouldn'?t|cannot")
LOOKED_FOR = re.compile(r"\s*(?:\w+ly )?(?:see|find|say (?:there|i)|fault|identify|spot)\b")
# Somebody looks for a worry without saying that it is there: "asked about the bruise" speaks of a bruise.
ASKED = re.compile(
    r"\b(?:asked (?:\w+ ){0,3}?(?:if|whether)|asked (?:\w+ ){0,3}?about (?!the\b|his\b|her\b|their\b|how\b|this\b|these\b|what\b|it\b)|looked (?:at (?:if|whether)|into|for)|checked (?:for|whether|if)|"
    r"(?:was|were|been) (?:looked (?:at|into)|considered|explored|screened for|queried|wondered about)|(?:was|were) thought to be|wondered (?:if|whether))"
)
# An answer that says no and nothing else.
ANSWERS_NO = re.compile(
    r"\W*(?:(?:but|and|so|then) )?(?:(?:she|he|they|it|this|mum|dad|both|all|that) )?(?:(?:was|were|is|has been|have been) )?(?:then |later |since |firmly |both |all )*"
    r"(?:denies (?:any|all|it|this|that|both)|denied (?:any|all|it|this|that|both)|do(?:es)? ?n[o']t|did ?n[o']t|is ?n[o']t|was ?n[o']t|are ?n[o']t|has ?n[o']t|have ?n[o']t|ruled out|discounted|excluded|none (?:found|seen)|nothing (?:found|seen))(?: (?:of it|of this|at all))?\W*"
)
# Where a clause begins so, what follows is set against what was denied before.
CONTRAST = re.compile(
    r"\W*(?:but|however|though|although|yet|except|still|apart|other than|until|unless|instead|only|whereas)\b"
)
