"""Homes of nobody and schools of nowhere: put together at random as people in Britain write them."""

from __future__ import annotations

import random
import zlib

from bot.language.masking.learning.people import People

_STREET_NAMES = (
    "Abbey Acacia Ainsley Albert Albion Alder Alexandra Alma Anderby Ash Ashby Aspen Augusta Bank Barn Barton Beacon Beech Bell "
    "Belmont Beverley Binbrook Birch Blake Blyth Bourne Bramble Bridge Broad Brook Brookfield Buckingham Burns Byron Cambridge "
    "Canal Canterbury Carlton Castle Cathedral Cavendish Cedar Chapel Charles Cherry Chestnut Church Clarence Clay Clifton Cliff "
    "Clover Columbia Coronation Cow Cowper Cross Curzon Daisy Dale Darwin Derby Devonshire Dock Duke Durham Eastern Eaton Edge Edward "
    "Eleanor Elm Epsom Essex Estate Exeter Fairfield Farm Fern Field Fir Fisher Forest Fountain Fox Foxglove Friars Frederick "
    "Garden George Gladstone Glebe Gloucester Goodwood Grange Granville Green Grosvenor Hadleigh Hainton Hall Hamilton Hampton "
    "Harrow Harvest Hawthorn Hazel Heath Henry Hereford High Highfield Hill Hilltop Holly Holme Hope Howard Ivy Jubilee Juniper "
    "Kent King Kings Kingston Knight Laburnum Lake Lancaster Lansdowne Larch Laurel Lavender Legsby Lilac Lime Lincoln Linden "
    "Lister London Long Louth Magnolia Main Malvern Manor Maple Market Marsh Meadow Mendip Mere Middle Milton Mill Millfield "
    "Montague Moor Nelson New Newark Norfolk North Norwich Nursery Oak Oakfield Old Orchard Oxford Palmerston Park Parker Peel "
    "Pelham Pine Poplar Portland Princes Primrose Priory Prospect Quarry Queen Queens Rectory Regent Richmond Ripon River Robin "
    "Rose Rosemary Rowan Royal Runswick Russell Rutland Salisbury Sandringham School Scotland Sea Selwyn Shaw Sherwood Silver "
    "Somerset South Spencer Spring Springfield Spruce Station Stone Suffolk Sussex Swan Sycamore Tennyson Thorn Thornton Tower "
    "Trinity Union Vicarage Victor Victoria Vine Vicar Wake Walnut Warwick Water Waterloo Wellington Welton Wentworth West Western "
    "Westminster White Willow Winchester Windmill Windsor Wood Woodland Worcester Wren Yarrow Yew York"
).split()
_KINDS = (
    "Road Road Road Rd Rd rd. Street Street Street St St st. Avenue Avenue Ave ave. Av Close Close Cl Lane Lane Ln Drive Drive Dr "
    "Crescent Cres Court Ct Terrace Terr Gardens Gdns Grove Gr Way Way Walk Place Pl Rise Row Garth Croft Square Sq Mews View Vale "
    "Park Hill Green Parade Villas Wharf Approach Drove Gate End Fold Chase Dene Mead Meadows Paddock Paddocks Reach Quay Common "
    "Bank Side Heights Cottages Buildings Broadway Bypass Mount Path Passage Yard Ridge Spinney Holt Dell Glade Parkway Promenade"
).split()
_WITHOUT_KIND = (
    "paddocks|crescent|avenue|close|green|grove|mews|orchard|spinney|glebe|limes|beeches|elms|oaks|firs|willows|poplars|hollies|"
    "laurels|pines|maltings|granary|quayside|mount|ridings|meadows|croft|chestnuts|cedars|brambles|gables|paddock|square|quays|"
    "lawns|copse|dell|bungalows|cottages|old school|moorings|larches|rowans|sycamores|terrace|wharf|old forge|birches|fieldings"
).split("|")
_ENDS_OF_ONE_WORD = (
    "field gate way dale wood croft mead ford side bank brook hurst leigh garth holme stead ridge more".split()
)
_HOUSES = "House Court Tower Point Lodge Heights Mansions Apartments Flats Buildings Place Hall Gate Mill Wharf".split()
_HOMES = (
    "Cottage House Farm Lodge Barn Villa Manor Farmhouse Bungalow Hall Grange Mill Stables Rectory Vicarage".split()
)
_SITES = (
    "Park|Caravan Park|Holiday Park|Site|Caravan Site|Fields|Leisure Park|Hostel|Refuge|B&B|Guest House|Hotel|Travellers Site|"
    "Lodge|Sands|Bay|Foyer|Chalet Park|Marina"
).split("|")
_INNER = "flat flat flat Flat Flat apartment apt unit room rm studio plot pitch caravan van bedsit lodge chalet maisonette".split()
_SHOPS = (
    "the chip shop|Spar|the chippy|the bookies|the takeaway|the launderette|the kebab shop|the off licence|the barbers|"
    "Heron|the pub|the betting shop|a salon|the vape shop|the bakery|the paper shop|the co-op|the nail bar"
).split("|")
_SAINTS = (
    "Mary Peter Paul John James Thomas Joseph Anne Andrew Michael Martin Luke Mark Matthew Stephen George Hugh Helen Margaret "
    "Nicholas Oswald Cuthbert Aidan Wilfrid Bede Theresa Bernadette Augustine Benedict Clement Giles Botolph Edmund Alban Faith"
).split()
_ORDERS = (
    "Holy Cross|Sacred Heart|Our Lady|Our Lady of Lourdes|Holy Trinity|Christ Church|All Saints|Immaculate Conception|"
    "Corpus Christi|Blessed Sacrament|Holy Rosary|Trinity|English Martyrs|Good Shepherd|Emmanuel"
).split("|")
_SCHOOL_NAMES = (
    "Meadowside|Hillcrest|Riverside|Parkside|Woodlands|Oakwood|Elmhurst|Beechwood|Greenfield|Fairview|Highgate|Northgate|Southfield|"
    "Westbourne|Eastgate|Lakeside|Seaview|Harbour|Lighthouse|Phoenix|Horizon|Discovery|Pioneer|Endeavour|Aspire|Unity|Excel|Kingsmead|"
    "Queensway|Bishops|Manor Park|Castle Hill|Mill Lane|Church Lane|Station Road|Green Lane|Sandfield|Thornhill|Willow Bank|Ashgrove|"
    "Rosehill|Marshlands|Brookside|Bridgewater|Canalside|The Grange|Springbank|Longfield|Broadmead|Coppice|Nightingale|Kestrel|"
    "Falcon|Swift|Skylark|Sunrise|Rainbow|Compass|Beacon|Venture|Enterprise|Wolds|Humber|Estuary|Trent|Ancholme|Lindsey|Yarborough"
).split("|")
_AREAS = (
    "Scartho|Laceby|Waltham|Humberston|Cleethorpes|Immingham|Stallingborough|Healing|Bradley|Nunsthorpe|Grange|Weelsby|Littlecoates|"
    "Yarborough|Willows|New Waltham|Barnoldby|Ashby|Tetney|Keelby|Caistor|Holton|Grimsby|Louth|Barton|Brigg|Goxhill|Ulceby|Killingholme"
).split("|")
_SCHOOL_KINDS = (
    "Primary|Primary|Primary|Primary School|Primary Academy|Academy|Academy|Academy|Infants|Infant School|Infant|Juniors|Junior School|"
    "Junior|School|School|High|High School|Secondary|Secondary School|Comp|Comprehensive|Grammar|Grammar School|College|College|"
    "Sixth Form|Sixth Form College|C of E Primary|CofE Primary|CE Primary|RC Primary|Catholic Primary|Catholic School|Catholic Academy|"
    "Primary & Nursery|Nursery School|Community Primary|Special School|Free School|Prep|Church of England School|Studio School|UTC"
).split("|")
_NURSERY_NAMES = (
    "Acorns|Little Acorns|Busy Bees|Tiny Tots|Little Stars|Rainbow|Sunbeams|Sunflowers|Ladybirds|Ladybugs|Bumble Bees|Little Fishes|"
    "Little Angels|First Steps|Footsteps|Happy Days|Teddy Bears|Jack and Jill|Humpty Dumpty|Noahs Ark|Noah's Ark|Caterpillars|"
    "Butterflies|Treetops|Tree Tops|Buttercups|Poppies|Daisy Chain|Cherubs|Smarties|Scallywags|Little Explorers|Tick Tock|Toy Box|"
    "Kiddiwinks|Kids Kingdom|Kidzone|Giggles|Little Rascals|Little Learners|ABC|Bright Beginnings|Stepping Stones|Pebbles|Starfish|"
    "Seahorses|Puddleducks|Puddle Lane|Hedgehogs|Squirrels|Fledglings|Little Owls|Wise Owls|Peter Pan|Wendy House|Paddington|Mulberry Bush"
).split("|")
_NURSERY_KINDS = (
    "nursery|nursery|nursery|day nursery|Nursery|Day Nursery|pre-school|preschool|Pre-School|playgroup|Playgroup|childcare|"
    "kindergarten|creche|children's centre|family hub|out of school club|breakfast club|after school club|"
    "holiday club|childminders|Montessori|toddler group"
).split("|")
_CLUBS = (
    "Boxing Club|boxing|Juniors FC|Rovers|Rangers|Town under 12s|Dance School|dance academy|Swimming Club|Gymnastics Club|Karate|"
    "Judo Club|Rugby Club|Cricket Club|Youth Club|youth centre|Sea Cadets|Army Cadets|air cadets|Church Youth|Theatre School|"
    "stage school|Riding School|Stables|Football Club|Athletic|Harriers|Netball Club|Skate Club|Kickboxing"
).split("|")
_PACKS = "Scouts scouts Cubs cubs Beavers Guides guides Brownies brownies Rainbows Rangers".split()
_WARDS = "Rainforest Dolphin Jungle Seaside Safari Blossom Holly Laurel Honeysuckle Tulip Amethyst Pearl Nightingale Fairy".split()


class Places:
    """Makes homes and schools. The same chance gives the same ones.

    `held_out` chooses which part of the single words is used: those kept apart for measuring, or all others.
    """

    def __init__(self, people: People, chance: random.Random, *, held_out: bool = False) -> None:
        self._people, self._random, self._held_out = people, chance, held_out
        self._streets = self._mine(_STREET_NAMES)
        self._schools = self._mine(_SCHOOL_NAMES)
        self._nurseries = self._mine(_NURSERY_NAMES)

    def home(self) -> str:
        """Return an address without its town."""
        chance = self._random.random()
        number, street = self.number(), self.street()
        if chance < 0.42:
            return f"{number}{self._pick([' ', ' ', ' ', ', '])}{street}"
        if chance < 0.5:
            return f"{self._pick(['no ', 'no. ', 'number ', 'No ', 'Number ', 'nr ', 'house '])}{number}{self._pick([' ', ' on ', ', ', ' '])}{street}"
        if chance < 0.6:
            return f"{self._inner()}{self._pick([' ', ', ', ', '])}{number} {street}"
        if chance < 0.68:
            house = f"{self._word()} {self._pick(_HOUSES)}"
            return f"{self._inner()}{self._pick([' ', ', ', ' in ', ' at '])}{house}{self._pick(['', '', ', ' + street, ' ' + street])}"
        if chance < 0.75:
            house = f"{self._pick(['', '', 'the ', 'The '])}{self._word()} {self._pick(_HOMES)}"
            return f"{house}{self._pick([', ', ' on ', ', '])}{self._pick([street, street, number + ' ' + street])}"
        if chance < 0.84:
            return f"{number} {self._pick(['the ', 'The ', 'the '])}{self._pick(_WITHOUT_KIND)}"
        if chance < 0.9:
            return f"{number} {self._one_word()}"
        if chance < 0.95:
            return f"{self._inner()} {self._word()} {self._pick(_SITES)}"
        if chance < 0.97:
            return f"{self._pick(['flat above ', 'the flat over ', 'Flat above ', 'the rooms above '])}{self._pick(_SHOPS)} on {street}"
        return f"{self._pick(['The ', 'the '])}{self._pick([*_HOMES, 'Old Forge', 'Gables', 'Old Bakery', 'Willows', 'Old Chapel'])}, {street}"

    def street(self) -> str:
        """Return a street: where one lives it is part of an address, elsewhere a place like any other."""
        chance = self._random.random()
        kind = self._pick(_KINDS)
        if chance < 0.04:
            return f"St {self._pick(_SAINTS)}{self._pick(['s', chr(39) + 's', ''])} {kind}"
        if chance < 0.1:
            return f"{self._word()} {self._pick(_STREET_NAMES)} {kind}"
        if chance < 0.14:
            return f"{self._word()} {kind} {self._pick(['North', 'South', 'East', 'West', 'Ext'])}"
        return f"{self._word()} {kind}"

    def school(self) -> str:
        """Return the name of a school."""
        chance = self._random.random()
        kind = self._pick(_SCHOOL_KINDS)
        if chance < 0.16:
            saint = f"{self._pick(['St', 'St', 'St.', 'Saint', 'Sts'])} {self._pick(_SAINTS)}{self._pick(['s', chr(39) + 's', '', chr(8217) + 's'])}"
            return f"{saint} {kind}" if self._random.random() < 0.7 else saint
        if chance < 0.24:
            order = self._pick(_ORDERS)
            return f"{self._pick(['', '', 'the '])}{order} {kind}" if self._random.random() < 0.8 else order
        if chance < 0.36:
            return f"{self._pick(_AREAS)} {kind}"
        if chance < 0.66:
            return f"{self._pick(['', '', '', '', 'the ', 'The '])}{self._pick(self._schools)} {kind}"
        if chance < 0.8:
            return f"{self._word()} {kind}"
        if chance < 0.88:
            return f"{self._people.full()} {self._pick(['Academy', 'School', 'Primary', 'College', 'High'])}"
        if chance < 0.93:
            return f"{self._word()} {self._pick(_STREET_NAMES)} {kind}"
        return f"{self._people.last()} {kind}"

    def bare_school(self) -> str:
        """Return a school by its name alone, as people do who know it: fit only where the sentence says it is one."""
        return self._pick([self._pick(self._schools), self._word(), self._one_word(), self._people.last()])

    def nursery(self) -> str:
        """Return the name of a nursery, a playgroup or a club."""
        chance = self._random.random()
        kind = self._pick(_NURSERY_KINDS)
        if chance < 0.65:
            return f"{self._pick(['', '', '', 'the ', 'The '])}{self._pick(self._nurseries)} {kind}"
        if chance < 0.75:
            return self._pick(self._nurseries)
        if chance < 0.85:
            return f"{self._pick(_AREAS)} {kind}"
        if chance < 0.93:
            return f"{self._word()} {kind}"
        return f"{self._pick(self._nurseries)} {kind} on {self.street()}"

    def numbered(self) -> str:
        """Return a house by its number alone."""
        return self._pick(["number ", "number ", "no ", "no. ", "Number ", "house "]) + self.number()

    def one_word_home(self) -> str:
        """Return a number and a street that has no "road" or "street" behind its name."""
        word = self._random.choice([self._one_word, self._one_word, self._word])()
        return f"{self._pick(['', '', '', 'no ', 'number '])}{self.number()}{self._pick([' ', ' ', ', '])}{word}"

    def club(self) -> str:
        """Return a club that children go to."""
        place = self._pick([self._pick(_AREAS), self._word(), self._pick(self._schools)])
        number = self._pick(["1st", "2nd", "3rd", "5th", "11th"])
        return self._pick(
            [f"{place} {self._pick(_CLUBS)}", f"{place} {self._pick(_CLUBS)}", f"{number} {place} {self._pick(_PACKS)}"]
        )

    def ward(self) -> str:
        """Return a ward of a hospital by its name or number."""
        return self._pick(
            [
                f"{self._pick(_WARDS)} ward",
                f"ward {self._random.randrange(1, 40)}",
                f"Ward {self._pick('ABCDE')}{self._random.randrange(1, 9)}",
                f"{self._pick(_WARDS)} Ward",
            ]
        )

    def number(self) -> str:
        """Return the number of a house."""
        number = str(self._random.choice([self._random.randrange(1, 30), self._random.randrange(1, 250)]))
        chance = self._random.random()
        if chance < 0.1:
            return number + self._pick("abcABC")
        return f"{number}-{int(number) + 2}" if chance < 0.12 else number

    def _inner(self) -> str:
        return f"{self._pick(_INNER)} {self._pick(['', '', '', 'no ', 'number '])}{self._pick([self.number(), self._pick('abcdABC')])}"

    def _word(self) -> str:
        chance = self._random.random()
        if chance < 0.62:
            return self._pick(self._streets)
        return self._people.last() if chance < 0.85 else self._one_word()

    def _one_word(self) -> str:
        start = self._pick(self._streets)
        return start.rstrip("e") + self._pick(_ENDS_OF_ONE_WORD) if len(start) < 8 else start

    def _mine(self, words: list[str]) -> list[str]:
        return [word for word in words if (zlib.crc32(word.lower().encode()) % 12 == 0) is self._held_out]

    def _pick(self, options: list[str] | str) -> str:
        return self._random.choice(options)
