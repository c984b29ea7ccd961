"""Where invented runners come from: countries, and names that nobody in particular bears."""

from typing import Final

from msgspec import Struct


class Region(Struct, frozen=True):
    """Countries whose runners draw their names from the same lists, and how many of a field they send [share]."""

    share: int
    countries: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]


def _region(share: int, countries: str, women: str, men: str, last: str) -> Region:
    return Region(share, tuple(countries.split()), tuple(women.split()), tuple(men.split()), tuple(last.split()))


REGIONS: Final[tuple[Region, ...]] = (
    _region(
        26,
        "GBR USA AUS CAN IRL NZL RSA",
        "Abigail Bridget Clara Dinah Eleanor Frances Georgia Harriet Imogen Josie Kirsty Louisa Maud Nell Orla Phoebe "
        "Rowena Sadie Tess Winifred",
        "Alastair Barnaby Callum Declan Edmund Fergus Gareth Hugh Ivor Jasper Kieran Lachlan Miles Nathan Owen Percy "
        "Rory Silas Toby Wendell",
        "Ashdown Birkwell Cobbley Dunmarsh Eldridgeway Fennimoor Garthby Holloway-Rees Inglethorpe Jessop-Hale "
        "Kelbrook Larkmead Mossley Nethercott Ormsdale Penhallan Quillfield Ravensby Stonehewer Thornbeck Wexcombe",
    ),
    _region(
        16,
        "FRA BEL SUI LUX",
        "Adele Blandine Clemence Delphine Elodie Flore Genevieve Heloise Justine Laure Margaux Noemie Solene Violette",
        "Aurelien Bastien Cyprien Damien Etienne Fabrice Gauthier Honore Julien Leopold Maxence Noel Remi Thibault",
        "Aubrelin Bellecombe Charvillon Duprelac Escoffard Fontanier-Roux Grandclos Hautecoeur Jolivard Lemarquis "
        "Montferrier Pelissandre Rochebois Sauveterre Tourvillac Vauclair",
    ),
    _region(
        12,
        "ESP ITA POR CHI ARG BRA MEX",
        "Alba Bianca Carmen Dalila Estela Fiorella Graciela Ines Jimena Lorena Marisol Nerea Pilar Rocio Teresa",
        "Alonso Benicio Ciro Dario Ezio Fausto Gonzalo Horacio Iago Joaquim Lorenzo Marcelo Nestor Paulo Renzo Tadeo",
        "Aldobrandi Barrigales Camposol Dorrego-Paz Estevanes Fiorenzato Galvarino Iturmendi Lacruzada Montalegre "
        "Navarrosa Olivarez-Luz Pradoverde Quintero-Mar Ribaldone Salvaterro Tordesalas Valdecampo",
    ),
    _region(
        14,
        "GER AUT NED DEN NOR SWE FIN",
        "Anke Birgit Dorthe Elke Frauke Greta Hedda Inga Johanna Kaisa Liv Marit Nele Oda Ronja Solveig Tuva Ylva",
        "Aksel Bernd Detlef Eino Folke Gerrit Holger Iver Jorn Kalle Lennart Morten Niklas Olaf Ragnar Sven Tjark Urs",
        "Ahlqvarn Birkenau-Holt Dahlestrand Eikelund Feldmoser Grunewalder Hoogstraal Isakkila Kaltenrieder Lundemark "
        "Nordhammar Osterveld Rautavirta Sandmeier Tiefenthal Uhrskov Vinterdal Westerbaek",
    ),
    _region(
        18,
        "JPN KOR CHN HKG TPE SGP MAS",
        "Ayumi Baozhai Chieko Eunha Fumiko Haneul Jiayi Kaori Lihua Meiying Naoko Seoyeon Tomoko Xiulan Yuna Zhenzhu",
        "Akihiro Bolin Daiki Donghyun Fengshan Guowei Hiroto Jaemin Kaito Liang Minjun Naoki Ryo Taeyang Weijie",
        "Aokigawa Baek-Min Chinomori Duanmei Fujinobe Goh-Lim Hanazuka Jinsoo Kamishiro Liangmu Minazawa Namgung-Seo "
        "Ouyanglin Shirogane Tanzhou Umedatsu Xuanyi Yeoh-Tan",
    ),
    _region(
        8,
        "EGY JOR MAR TUN KEN NAM NGR",
        "Amina Basma Chidinma Dalia Esi Faiza Hawa Imane Jamila Kesia Lamia Makena Nahla Rahma Salma Zuri",
        "Adil Bakari Chike Driss Ebo Faysal Habib Issa Jelani Karim Lotfi Mandla Nabil Rachid Simeon Tendai Zaki",
        "Abdelwani Bensalhi Chebrouki Dlaminor Ekwuema Farouqi Gathoni-Wa Hamdoulah Jalloufi Kimathira Lahmidi "
        "Mwangiri Nghipando Obiekwe Rachdouni Shikongola Tazirmit Zouhairi",
    ),
    _region(
        6,
        "POL CZE ROU GRE TUR IND ISR",
        "Agata Bozena Despina Eliska Filiz Gita Hana Ilinca Jarmila Kavita Leyla Magda Nurit Ruxandra Svetla Tova",
        "Andrei Bogdan Cem Dimitri Erdem Filip Gideon Harish Ionut Jiri Kostas Lev Marek Nuri Petr Radu Sanjay Tomer",
        "Adamczuk Bielowska Cernavoda Dragomirescu Evrenoglu Filipopol Ganeshpur Hradecky-Lev Iliopanos Jahodar "
        "Kavalkoglu Lupulesti Mavrodakis Nehrulkar Pavlisko Sokolnik Tzoumeras Zelenkova",
    ),
)  # fmt: skip
"""Forty-odd countries in seven regions."""
