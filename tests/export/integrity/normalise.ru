# The normalisation that the constraints presuppose: types and componentProperty made explicit, then
# what is attached to data sets and slices pushed down to observations.
INSERT { ?obs a qb:Observation } WHERE { ?obs qb:dataSet ?set } ;
INSERT { ?set a qb:DataSet } WHERE { [] qb:dataSet ?set } ;
INSERT { ?slice a qb:Slice } WHERE { [] qb:slice ?slice } ;
INSERT { ?component qb:componentProperty ?p . ?p a qb:DimensionProperty } WHERE { ?component qb:dimension ?p } ;
INSERT { ?component qb:componentProperty ?p . ?p a qb:MeasureProperty } WHERE { ?component qb:measure ?p } ;
INSERT { ?component qb:componentProperty ?p . ?p a qb:AttributeProperty } WHERE { ?component qb:attribute ?p } ;
INSERT { ?obs ?p ?value } WHERE {
  ?component qb:componentProperty ?p ; qb:componentAttachment qb:DataSet .
  ?set qb:structure/qb:component ?component ; ?p ?value . ?obs qb:dataSet ?set
} ;
INSERT { ?obs ?p ?value } WHERE {
  ?component qb:componentProperty ?p ; qb:componentAttachment qb:Slice .
  ?set qb:structure/qb:component ?component ; qb:slice ?slice . ?slice ?p ?value ; qb:observation ?obs
}
