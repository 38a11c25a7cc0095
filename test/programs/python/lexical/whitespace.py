# Spaces, tabs and form feeds where they may stand.
print ( 1 , 2 )
x=[ 1,2 , 3 ] ; print( x [ 0 ] , x [ 1 : ] )
print(x . count ( 1 ), "a" . upper ( ))
def  f ( a , b = 2 , * , c = 3 ) : return a , b , c
print( f ( 1 , c = 5 ) )
if   x  :   print ( 'yes' )
class  A  ( object ) :  y  =  1
print ( A . y )
for  i  in  range ( 2 ) :
  print ( i )
  if i :
         print ( 'deep' )
         print ( 'same' )
for	j	in	[1]:	print(j)
lambda  :  0
print({ 'a' : 1 , } [ 'a' ], { * x } , ( 1 , ) , ( ) , [ ] , { })
print( - 1 , ~ 1 , not 1 , 1 if 1 else 2 )
x [ 0 ] = 5 ; x [ 1 ] += 1 ; print(x)
print(1 < 2 , 1  <=  2 , 1  !=  2 , 2  **  3 , 7  //  2 , 1  <<  2)
@ staticmethod
def g ( ) : return 'g'
print( g ( ) )
